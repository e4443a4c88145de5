package io.keygate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A client with a bearer token or key. Immutable: {@code with…} gives another one. */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final HttpClient http;
  private final String url;
  private final Map<String, String> headers;

  public Client(String url) {
    this(HTTP, url, Map.of());
  }

  private Client(HttpClient http, String url, Map<String, String> headers) {
    this.http = http;
    this.url = url;
    this.headers = headers;
  }

  /** Over HTTPS with whom this context trusts; with HTTP/2 where the server has it. */
  public static Client over(SSLContext tls, String url) {
    return new Client(HttpClient.newBuilder().sslContext(tls).build(), url, Map.of());
  }

  /** One more header; an earlier one of this name is gone. */
  public Client with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Client(http, url, all);
  }

  /** With this token or key. */
  public Client bearer(String credential) {
    return with("Authorization", "Bearer " + credential);
  }

  /** With the token of the administrator. */
  public Client admin() {
    return login("admin", RunningKeygate.PASSWORD);
  }

  /** With the token of an account. */
  public Client login(String username, String password) {
    String body = "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    Answer answer = post("/api/v1/login", body).expect(200);
    return bearer(answer.json().path("accessToken").asText());
  }

  public Answer get(String path) {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  /** Sends JSON. */
  public Answer post(String path, String json) {
    return send("POST", path, "application/json", BodyPublishers.ofString(json));
  }

  /** Sends JSON. */
  public Answer patch(String path, String json) {
    return send("PATCH", path, "application/json", BodyPublishers.ofString(json));
  }

  /** Sends JSON. */
  public Answer put(String path, String json) {
    return send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  public Answer delete(String path) {
    return send("DELETE", path, null, BodyPublishers.noBody());
  }

  /** Sends OTLP/JSON to the traces endpoint. */
  public Answer traces(String json) {
    return post("/v1/traces", json);
  }

  /** Sends bytes of a type. */
  public Answer post(String path, String contentType, byte[] body) {
    return send("POST", path, contentType, BodyPublishers.ofByteArray(body));
  }

  /** Any request. */
  public Answer send(String method, String path, @Nullable String contentType, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, body)
            .timeout(Duration.ofMinutes(2));
    headers.forEach(request::setHeader);
    if (contentType != null) {
      request.setHeader("Content-Type", contentType);
    }
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A new organization of this client, an administrator; returns its slug. */
  public String newOrganization() {
    String name = "Org " + Long.toString(System.nanoTime(), 36) + COUNT.incrementAndGet();
    return post("/api/v1/organizations", "{\"name\":\"" + name + "\"}")
        .expect(201)
        .json()
        .path("slug")
        .asText();
  }

  /** A new key of a stream of the default project; the answer's {@code secret} and {@code key}. */
  public JsonNode newKey(String org, String env) {
    return newKey(org, env, "{\"name\":\"test\"}");
  }

  /** The same with more than a name. */
  public JsonNode newKey(String org, String env, String json) {
    return post(keysPath(org, env), json).expect(201).json();
  }

  /** The same as somebody who holds it. */
  public HeldKey held(String org, String env, String json) {
    return HeldKey.of(newKey(org, env, json), new Client(http, url, Map.of()));
  }

  /** The same with a name alone. */
  public HeldKey held(String org, String env) {
    return held(org, env, "{\"name\":\"test\"}");
  }

  /** The path of the keys of a stream of the default project. */
  public static String keysPath(String org, String env) {
    return "/api/v1/organizations/"
        + org
        + "/projects/default-project/environments/"
        + env
        + "/keys";
  }
}
