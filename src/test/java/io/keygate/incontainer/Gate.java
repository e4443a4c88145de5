package io.keygate.incontainer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the gate of the server that the test runs in, over HTTP as everybody does. */
public final class Gate {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final URI VERIFY =
      URI.create("http://127.0.0.1:" + System.getProperty("jboss.http.port") + "/v1/verify");

  private Gate() {}

  /** The status of {@code GET /v1/verify} with this key. */
  public static int verify(String secret) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(VERIFY).header("Authorization", "Bearer " + secret).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }
}
