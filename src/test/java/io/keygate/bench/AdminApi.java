package io.keygate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** What is set up through {@code /api/v1} before anything is measured. */
final class AdminApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORGANIZATION = "bench";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private String token = "";

  private AdminApi(int port) {
    this.url = "http://127.0.0.1:" + port + "/api/v1";
  }

  /** Logs in and creates the organization that the keys will belong to. */
  static AdminApi begin(KeygateInstance keygate) throws IOException, InterruptedException {
    var api = new AdminApi(keygate.port());
    api.token =
        api.post("/login", Map.of("username", "admin", "password", keygate.adminPassword()))
            .required("accessToken")
            .asText();
    api.post("/organizations", Map.of("name", ORGANIZATION));
    return api;
  }

  ApiKey generateKey(String environment, String name) throws IOException, InterruptedException {
    String path = "/organizations/%s/projects/default-project/environments/%s/keys";
    JsonNode answer = post(path.formatted(ORGANIZATION, environment), Map.of("name", name));
    return new ApiKey(
        answer.required("key").required("id").asText(), answer.required("secret").asText());
  }

  /** A change that leaves one event. */
  void createProject(String name) throws IOException, InterruptedException {
    post("/organizations/" + ORGANIZATION + "/projects", Map.of("name", name));
  }

  /** Something of the organization. */
  JsonNode get(String path) throws IOException, InterruptedException {
    try (InputStream answer = stream(path, "application/json")) {
      return JSON.readTree(answer);
    }
  }

  /** The same in some form, to be read as it comes. */
  InputStream stream(String path, String type) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/organizations/" + ORGANIZATION + path))
            .header("Accept", type)
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new CannotMeasureException(path + " was answered with " + response.statusCode());
    }
    return response.body();
  }

  private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new CannotMeasureException(
          "POST " + path + " was answered with " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
