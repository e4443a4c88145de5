package io.keygate.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** Requests, written once and sent often. */
final class HttpRequests {
  private HttpRequests() {}

  /** Always the same GET. */
  static RequestSource get(String path) {
    return always(head("GET " + path) + "\r\n");
  }

  /** Always the same GET with an API key. */
  static RequestSource get(String path, String secret) {
    return always(head("GET " + path) + bearer(secret) + "\r\n");
  }

  /** The head of an OTLP request with a body of this length. */
  static byte[] otlpHead(String secret, int length) {
    String head = head("POST /v1/traces") + bearer(secret);
    return (head + "Content-Type: application/x-protobuf\r\nContent-Length: " + length + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private static RequestSource always(String request) {
    byte[] bytes = request.getBytes(US_ASCII);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    return buffer::flip;
  }

  private static String head(String methodAndPath) {
    return methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  private static String bearer(String secret) {
    return "Authorization: Bearer " + secret + "\r\n";
  }
}
