package io.keygate.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Requests that no HTTP client would send. */
public final class RawHttp {
  private RawHttp() {}

  /** Sends the text as it is, and reads until the server closes. */
  public static String send(String url, String request) throws IOException {
    URI uri = URI.create(url);
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
