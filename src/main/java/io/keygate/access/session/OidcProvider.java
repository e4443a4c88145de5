package io.keygate.access.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.access.session.OidcConfig.Client;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the identity provider: discovery, code and refresh token for tokens, revocation (OpenID
 * Connect Discovery 1.0, RFC 6749, RFC 7009).
 */
@Shared
class OidcProvider {
  private static final Logger log = Logger.getLogger(OidcProvider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration DISCOVERED = Duration.ofHours(1);

  /** So many requests wait for the provider at once; the gate shares the threads. */
  private static final int MOST_WAITING = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(3))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Clock clock;
  private volatile @Nullable Discovered endpoints;

  private record Discovered(JsonNode document, Instant at) {}

  @Inject
  OidcProvider(Clock clock) {
    this.clock = clock;
  }

  /** What the provider has answered; without what it did not give. */
  record Tokens(
      String accessToken, long expiresIn, @Nullable String idToken, @Nullable String refreshToken) {
    // NB: a record prints its components; this one must not.
    @Override
    public String toString() {
      return "Tokens[]";
    }
  }

  /** Where the browser goes to log in. */
  String authorizationEndpoint(Client client) {
    return endpoint(client, "authorization_endpoint");
  }

  /** Tokens for what a login or an earlier refresh gave; 401 where the provider says no. */
  Tokens tokens(Client client, Map<String, String> form) {
    HttpResponse<String> answer = post(client, endpoint(client, "token_endpoint"), form);
    JsonNode json = json(answer);
    String error = json == null ? "" : json.path("error").asText();
    if (error.equals("invalid_grant")) {
      throw ProblemType.UNAUTHENTICATED.with("The identity provider does not let you in.");
    }
    // NB: all else, such as a wrong client secret, says nothing about the person.
    if (answer.statusCode() != 200 || json == null || !json.path("access_token").isTextual()) {
      throw unavailable("its token endpoint answers " + answer.statusCode() + " " + error);
    }
    JsonNode access = json.path("access_token");
    return new Tokens(
        access.asText(),
        json.path("expires_in").asLong(60),
        json.path("id_token").textValue(),
        json.path("refresh_token").textValue());
  }

  /** Tells the provider that a refresh token is needed no longer, as far as it wants to know. */
  void revoke(Client client, String refreshToken) {
    try {
      JsonNode endpoint = endpoints(client).path("revocation_endpoint");
      if (endpoint.isTextual()) {
        post(
            client,
            endpoint.asText(),
            Map.of("token", refreshToken, "token_type_hint", "refresh_token"));
      }
    } catch (ProblemException e) {
      log.info("A logout was not told to the identity provider, which does not answer");
    }
  }

  private String endpoint(Client client, String name) {
    JsonNode endpoint = endpoints(client).path(name);
    if (!endpoint.isTextual()) {
      throw unavailable("its discovery document has no " + name);
    }
    return endpoint.asText();
  }

  private JsonNode endpoints(Client client) {
    Discovered known = endpoints;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.at().plus(DISCOVERED))) {
      return known.document();
    }
    String issuer = client.provider().issuer().replaceFirst("/$", "");
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
    JsonNode found = json(answer);
    if (answer.statusCode() != 200 || found == null) {
      throw unavailable("its discovery document answers " + answer.statusCode());
    }
    if (!client.provider().issuer().equals(found.path("issuer").asText())) {
      throw unavailable("its discovery document is of another issuer");
    }
    endpoints = new Discovered(found, now);
    return found;
  }

  private HttpResponse<String> post(Client client, String url, Map<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("client_id", client.id());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(encoded(all)));
    client
        .secret()
        .ifPresent(
            secret -> request.header("Authorization", "Basic " + basic(client.id(), secret)));
    return send(request);
  }

  private static String basic(String id, String secret) {
    String pair = URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
    return Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!waiting.tryAcquire()) {
      throw unavailable("too many wait for it");
    }
    try {
      // NB: the request's own limit ends with the headers.
      return http.sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofString())
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted");
    } finally {
      waiting.release();
    }
  }

  private static @Nullable JsonNode json(HttpResponse<String> answer) {
    try {
      JsonNode json = JSON.readTree(answer.body());
      return json != null && json.isObject() ? json : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static ProblemException unavailable(String why) {
    log.warnf("The identity provider cannot be asked: %s", why);
    return ProblemType.UNAVAILABLE
        .with("The identity provider does not answer; try again in a moment.")
        .retryAfter(RETRY_AFTER);
  }
}
