package io.keygate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.apikey.VerifiedKey;
import io.keygate.platform.web.JsonContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One request at the gate whose key was accepted. */
record GateCall(
    HttpServletRequest request, HttpServletResponse response, VerifiedKey key, Standing standing) {

  /** Answers 200 with a JSON body. */
  void json(Object body) throws IOException {
    bytes("application/json", serialized(body));
  }

  /** Answers 200 with these bytes. */
  void bytes(String contentType, byte[] body) throws IOException {
    response.setContentType(contentType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static byte[] serialized(Object body) {
    try {
      return JsonContext.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
