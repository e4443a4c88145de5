package io.keygate.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads answers of HTTP/1.1 as far as a load generator must: status and length. */
final class AnswerReader {
  /** Answers longer than this are not expected of what is measured. */
  private static final int MOST_BYTES = 16 << 10;

  private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int CASE = 0x20;

  private final byte[] bytes = new byte[MOST_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

  /** Takes what there is; the status if the answer is complete with it, else 0. */
  int read(ReadableByteChannel channel) throws IOException {
    if (channel.read(buffer) < 0) {
      throw new EOFException("The server closed a connection");
    }
    int end = end();
    if (end < 0 || buffer.position() < end) {
      if (!buffer.hasRemaining()) {
        throw new IOException("An answer is longer than " + MOST_BYTES + " bytes");
      }
      return 0;
    }
    int status = number(STATUS_AT, STATUS_AT + 3);
    buffer.clear();
    return status;
  }

  /** Where the answer ends; -1 while its head is not complete. */
  private int end() throws IOException {
    int length = -1;
    int line = 0;
    for (int i = 0; i + 1 < buffer.position(); i++) {
      if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
        continue;
      }
      if (i == line) {
        if (length < 0) {
          throw new IOException("An answer has no Content-Length");
        }
        return i + 2 + length;
      }
      if (isLength(line, i)) {
        length = number(line + LENGTH.length, i);
      }
      line = i + 2;
    }
    return -1;
  }

  private boolean isLength(int from, int to) {
    if (to - from <= LENGTH.length) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      if ((bytes[from + i] | CASE) != LENGTH[i] && bytes[from + i] != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ') {
        number = number * 10 + bytes[i] - '0';
      }
    }
    return number;
  }
}
