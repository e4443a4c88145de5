package io.keygate.gate.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.CodedOutputStream;
import io.keygate.platform.web.JsonContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The body of an OTLP/HTTP error: {@code google.rpc.Status} with its first two fields.
 *
 * @param code of google.rpc.Code
 */
public record OtlpStatus(int code, String message) {
  private static final int CODE_FIELD = 1;
  private static final int MESSAGE_FIELD = 2;

  /** The status for an HTTP status (sdk-contract.md, "OTLP/HTTP, the server's side"). */
  public static OtlpStatus of(int httpStatus, String message) {
    int code =
        switch (httpStatus) {
          case 400, 405, 415 -> 3;
          case 401 -> 16;
          case 403 -> 7;
          case 404 -> 5;
          case 413 -> 8;
          case 503 -> 14;
          default -> 13;
        };
    return new OtlpStatus(code, message);
  }

  /** The bytes of the body. */
  public byte[] encode(OtlpEncoding encoding) {
    try {
      return encoding == OtlpEncoding.JSON
          ? JsonContext.mapper().writeValueAsBytes(this)
          : protobuf();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status cannot be written as JSON", e);
    }
  }

  private byte[] protobuf() {
    var bytes = new ByteArrayOutputStream(message.getBytes(UTF_8).length + 16);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeInt32(CODE_FIELD, code);
      out.writeString(MESSAGE_FIELD, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
