package io.keygate.sdkcheck;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** What a platform admin does through {@code /api/v1}. */
final class AdminApi {
  private final Http http;
  private final String token;

  private AdminApi(Http http, String token) {
    this.http = http;
    this.token = token;
  }

  static AdminApi login(KeygateInstance keygate) throws IOException, InterruptedException {
    Http http = new Http(keygate.baseUrl());
    JsonNode answer =
        http.post(
            "/api/v1/login", Map.of("username", "admin", "password", keygate.adminPassword()));
    return new AdminApi(http, answer.required("accessToken").asText());
  }

  /** Creates it and answers its slug. */
  String createOrganization(String name) throws IOException, InterruptedException {
    return post("/organizations", Map.of("name", name)).required("slug").asText();
  }

  /** Creates it and answers its slug. */
  String createProject(String organization, String name) throws IOException, InterruptedException {
    String path = "/organizations/" + organization + "/projects";
    return post(path, Map.of("name", name)).required("slug").asText();
  }

  ApiKey generateKey(String organization, String project, String environment, String name)
      throws IOException, InterruptedException {
    String path =
        "/organizations/%s/projects/%s/environments/%s/keys"
            .formatted(organization, project, environment);
    JsonNode answer = post(path, Map.of("name", name));
    return new ApiKey(
        answer.required("key").required("id").asText(), answer.required("secret").asText());
  }

  /** When this returns, no node accepts the key any more. */
  void revoke(ApiKey key) throws IOException, InterruptedException {
    post("/keys/" + key.id() + "/revoke", Map.of("reason", "SDK check"));
  }

  private JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return http.post("/api/v1" + path, token, body);
  }
}
