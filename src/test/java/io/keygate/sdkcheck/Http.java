package io.keygate.sdkcheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP with bearer tokens. */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String baseUrl;

  Http(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Whether there is a server that answers the path with 200. */
  boolean answers(String path) throws InterruptedException {
    try {
      return send(request(path).build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int status(String path, String bearer) throws IOException, InterruptedException {
    return send(authorized(path, bearer).build()).statusCode();
  }

  JsonNode get(String path, String bearer) throws IOException, InterruptedException {
    return json(authorized(path, bearer).build());
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return json(with(request(path), body));
  }

  JsonNode post(String path, String bearer, Map<String, ?> body)
      throws IOException, InterruptedException {
    return json(with(authorized(path, bearer), body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(TIMEOUT);
  }

  private HttpRequest.Builder authorized(String path, String bearer) {
    return request(path).header("Authorization", "Bearer " + bearer);
  }

  private static HttpRequest with(HttpRequest.Builder request, Map<String, ?> body)
      throws IOException {
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request);
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          request.method()
              + " "
              + request.uri().getPath()
              + " was answered with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
