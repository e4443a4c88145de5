package io.keygate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.platform.idempotency.Idempotent;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every answer tells browsers, by the kind of its path, and which other origins are let in.
 */
class BrowserHeadersIT {
  private static final String OURS = "https://ops.example.org";
  private static final String ANOTHER = "https://ops.example.com";

  /** One that is behind a proxy on this machine and lets an origin in. */
  private static RunningKeygate keygate;

  private static Client anybody;

  @BeforeAll
  static void start() {
    keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(),
            Map.of(
                "KEYGATE_TRUSTED_PROXIES",
                "127.0.0.1, ::1",
                "KEYGATE_CORS_ORIGINS",
                "http://localhost:3000, " + OURS));
    anybody = keygate.client();
  }

  @AfterAll
  static void stop() {
    keygate.close();
  }

  private static List<String> corsHeaders(Answer answer) {
    return answer.response().headers().map().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
        .toList();
  }

  private static List<String> all(Answer answer, String header) {
    return answer.response().headers().allValues(header);
  }

  @Nested
  class EveryAnswer {
    @ParameterizedTest
    @CsvSource({
      "/api/v1/me, 401, no token",
      "/api/v1/me, 401, a bad token",
      "/api/v1/session/refresh, 405, no token",
      "/api/v1/nowhere, 404, no token",
      "/api/nowhere, 404, no token",
      "/v2/organizations, 405, no token",
      "/, 404, no token",
      "/nowhere, 404, no token",
      "/health, 200, no token",
      "/health/live, 200, no token",
      "/health/ready, 200, no token",
      "/health/nowhere, 404, no token"
    })
    void hasThem(String path, int status, String token) {
      Client client = token.equals("no token") ? anybody : anybody.bearer("no.such.token");
      Answer answer = client.get(path).expect(status);
      assertThat(all(answer, "Content-Security-Policy"))
          .containsExactly(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
                  + " base-uri 'none'; frame-ancestors 'none'");
      assertThat(all(answer, "X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(all(answer, "X-Frame-Options")).containsExactly("DENY");
      assertThat(all(answer, "Referrer-Policy")).containsExactly("no-referrer");
      assertThat(all(answer, "Cross-Origin-Opener-Policy")).containsExactly("same-origin");
      assertThat(all(answer, "Cross-Origin-Resource-Policy")).containsExactly("same-origin");
      assertThat(all(answer, "Permissions-Policy"))
          .containsExactly("camera=(), microphone=(), geolocation=()");
      assertThat(all(answer, "Strict-Transport-Security")).isEmpty();
      if (path.startsWith("/api")) {
        assertThat(all(answer, "Cache-Control")).containsExactly("no-store");
      }
    }

    @ParameterizedTest
    @CsvSource({
      "/v1/verify, 401",
      "/v1/traces, 405",
      "/v1/nowhere, 404",
      "/v2/warehouse/spans, 401",
      "/v2/nowhere, 404"
    })
    void ofTheGateHasTheFewThatCountThere(String path, int status) {
      Answer answer = anybody.bearer("no.such.token").get(path).expect(status);
      assertThat(all(answer, "X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(all(answer, "Content-Security-Policy"))
          .containsExactly("default-src 'none'; frame-ancestors 'none'");
      assertThat(all(answer, "Cache-Control")).containsExactly("no-store");
      assertThat(all(answer, "Strict-Transport-Security")).isEmpty();
    }

    @Test
    void ofTheDescriptionHasItsType() {
      assertThat(all(anybody.get("/openapi").expect(200), "X-Content-Type-Options"))
          .containsExactly("nosniff");
    }

    @Test
    void ofTheAdminApiIsKeptNowhere() {
      Client admin = anybody.admin();
      String path = "/api/v1/organizations/" + admin.newOrganization();
      assertThat(all(admin.get(path).expect(200), "Cache-Control")).containsExactly("no-store");
      assertThat(all(admin.get(path + "/audit").expect(200), "Cache-Control"))
          .containsExactly("no-store");
      assertThat(
              all(
                  admin.post("/api/v1/organizations", "{\"name\":\"Kept nowhere\"}").expect(201),
                  "Cache-Control"))
          .containsExactly("no-store");
      Answer key = admin.post(Client.keysPath("kept-nowhere", "dev"), "{\"name\":\"k\"}");
      assertThat(all(key.expect(201), "Cache-Control")).containsExactly("no-store");
    }
  }

  @Nested
  class StrictTransportSecurity {
    @Test
    void isThereWhereTheTrustedProxySpeaksHttps() {
      Client behind = anybody.with("X-Forwarded-Proto", "https");
      for (String path : List.of("/api/v1/me", "/nowhere", "/health/live", "/v1/verify")) {
        assertThat(all(behind.get(path), "Strict-Transport-Security"))
            .as(path)
            .containsExactly("max-age=31536000");
      }
    }

    @Test
    void isNotThereWhereNobodyIsTrusted() {
      Client client = RunningKeygate.shared().client().with("X-Forwarded-Proto", "https");
      assertThat(all(client.get("/api/v1/me"), "Strict-Transport-Security")).isEmpty();
    }
  }

  @Nested
  class OtherOrigins {
    @Test
    void areAnsweredBeforeTheyAsk() {
      Answer answer = preflight(anybody, OURS, "/api/v1/organizations").expect(204);
      assertThat(all(answer, "Access-Control-Allow-Origin")).containsExactly(OURS);
      assertThat(all(answer, "Vary")).containsExactly("Origin");
      assertThat(words(answer, "Access-Control-Allow-Methods"))
          .containsExactlyInAnyOrder("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
      assertThat(words(answer, "Access-Control-Allow-Headers"))
          .containsExactlyInAnyOrder(
              "Authorization", "Content-Type", "If-Match", "Idempotency-Key", "X-Request-Id");
      assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
      assertThat(all(answer, "Access-Control-Allow-Credentials")).isEmpty();
      assertThat(answer.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/nowhere", "/api/nowhere"})
    void mayReadAnswersAndRefusals(String path) {
      for (Client client : List.of(anybody, anybody.bearer("no.such.token"), anybody.admin())) {
        Answer answer = client.with("Origin", OURS).get(path);
        assertThat(all(answer, "Access-Control-Allow-Origin")).containsExactly(OURS);
        assertThat(all(answer, "Vary")).containsExactly("Origin");
        assertThat(words(answer, "Access-Control-Expose-Headers"))
            .containsExactlyInAnyOrder(
                "ETag", "Location", "X-Request-Id", "Retry-After", Idempotent.REPLAYED);
        assertThat(all(answer, "Access-Control-Allow-Credentials")).isEmpty();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {ANOTHER, "null", "https://ops.example.org.evil.test"})
    void thatAreNotNamedGetNothing(String origin) {
      assertThat(corsHeaders(preflight(anybody, origin, "/api/v1/organizations"))).isEmpty();
      Answer answer = anybody.admin().with("Origin", origin).get("/api/v1/me").expect(200);
      assertThat(corsHeaders(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/api/v1/session",
          "/api/v1/session/refresh",
          "/api/v1/session/end",
          "/v1/traces",
          "/v1/verify",
          "/health",
          "/nowhere"
        })
    void getNothingWhereASessionIsAtStakeOrNoAdminApi(String path) {
      assertThat(corsHeaders(preflight(anybody, OURS, path))).isEmpty();
      assertThat(corsHeaders(anybody.with("Origin", OURS).post(path, "{}"))).isEmpty();
      Client bad = anybody.bearer("no.such.token").with("Origin", OURS);
      assertThat(corsHeaders(bad.get(path))).isEmpty();
    }

    @Test
    void getNothingUnlessTheyAreAsked() {
      assertThat(corsHeaders(anybody.get("/api/v1/me"))).isEmpty();
    }

    @Test
    void getNothingWhereNoneIsSet() {
      Client client = RunningKeygate.shared().client();
      assertThat(corsHeaders(preflight(client, OURS, "/api/v1/me"))).isEmpty();
      assertThat(corsHeaders(client.with("Origin", OURS).get("/api/v1/me"))).isEmpty();
    }

    private static Answer preflight(Client client, String origin, String path) {
      return client
          .with("Origin", origin)
          .with("Access-Control-Request-Method", "POST")
          .with("Access-Control-Request-Headers", "authorization,content-type")
          .send("OPTIONS", path, null, BodyPublishers.noBody());
    }

    private static List<String> words(Answer answer, String header) {
      return Arrays.asList(answer.header(header).split(", "));
    }
  }
}
