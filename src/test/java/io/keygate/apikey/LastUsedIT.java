package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a key was used, from where, and by what: from the span to the field. */
class LastUsedIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  private JsonNode awaited(Client admin, HeldKey key, String field) {
    Await.until(
        field + " is written",
        SOON,
        () -> !admin.get(key.path()).expect(200).json().path(field).isNull());
    return admin.get(key.path()).json();
  }

  @Test
  void isWrittenAfterASpanAndSurvivesARestart() {
    try (RunningKeygate keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(), Map.of("KEYGATE_TRUSTED_PROXIES", "127.0.0.0/8, ::1"))) {
      Client admin = keygate.client().admin();
      String org = admin.newOrganization();
      HeldKey key = admin.held(org, "dev");
      HeldKey limited =
          admin.held(org, "dev", "{\"name\":\"k\",\"allowedCidrs\":[\"198.51.100.0/24\"]}");
      assertThat(admin.get(key.path()).json().path("lastUsedAt").isNull()).isTrue();
      Instant before = Instant.now().minusMillis(1);

      key.holder()
          .with("User-Agent", "my-exporter/1.0")
          .with("X-Forwarded-For", "203.0.113.9, 198.51.100.7")
          .traces(Spans.json(Spans.newTraceId(), Spans.newSpanId(), "one"))
          .expect(200);

      JsonNode used = awaited(admin, key, "lastUsedService");
      assertThat(Instant.parse(used.path("lastUsedAt").asText()))
          .isBetween(before, Instant.now().plusMillis(1));
      assertThat(used.path("lastUsedFrom").asText()).isEqualTo("198.51.100.7");
      assertThat(used.path("lastUsedClient").asText()).startsWith("my-exporter/1.0");

      // The network counts as the proxy has seen it.
      Client through = limited.holder();
      through.with("X-Forwarded-For", "198.51.100.7").get("/v1/verify").expect(200);
      through.with("X-Forwarded-For", "198.51.100.7, 203.0.113.9").get("/v1/verify").expect(401);
      through
          .with("X-Forwarded-For", "203.0.113.9, 198.51.100.7, 127.0.0.9")
          .get("/v1/verify")
          .expect(200);
      through.with("X-Forwarded-For", "unknown").get("/v1/verify").expect(401);
      through.get("/v1/verify").expect(401);

      // Within the minute nothing is written, but the end writes what is known.
      String first = used.path("lastUsedAt").asText();
      for (int round = 0; round < 3; round++) {
        // Uses that follow within half a second are one; this is the one that lasts.
        key.holder().with("User-Agent", "second/2.0").get("/v1/verify").expect(200);
        // A key that is used afterwards is written, so that the first one had its chance as well.
        HeldKey other = admin.held(org, "dev");
        assertThat(other.atTheGate()).isEqualTo(200);
        awaited(admin, other, "lastUsedAt");
      }
      assertThat(admin.get(key.path()).json().path("lastUsedAt").asText()).isEqualTo(first);
      keygate.stop();
      keygate.startAgain();
      JsonNode after = keygate.client().admin().get(key.path()).expect(200).json();
      assertThat(after.path("lastUsedClient").asText()).isEqualTo("second/2.0");
      assertThat(after.path("lastUsedService")).isEqualTo(used.path("lastUsedService"));
      assertThat(Instant.parse(after.path("lastUsedAt").asText())).isAfter(Instant.parse(first));
    }
  }

  @Test
  void aForwardedAddressIsBelievedFromTrustedProxiesAlone() {
    Client admin = RunningKeygate.shared().client().admin();
    HeldKey key = admin.held(admin.newOrganization(), "dev");
    key.holder().with("X-Forwarded-For", "198.51.100.7").get("/v1/verify").expect(200);
    assertThat(awaited(admin, key, "lastUsedAt").path("lastUsedFrom").asText())
        .isIn("127.0.0.1", "::1");
  }

  @Test
  void whatIsLockedHoldsUpNeitherRequestsNorOtherKeys() throws Exception {
    RunningKeygate keygate = RunningKeygate.shared();
    Client admin = keygate.client().admin();
    String org = admin.newOrganization();
    HeldKey locked = admin.held(org, "dev");
    HeldKey other = admin.held(org, "dev");
    try (var connection = keygate.database()) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement("select id from api_key where public_id = ? for update")) {
        statement.setString(1, locked.id());
        statement.execute();
        for (int i = 0; i < 20; i++) {
          locked.holder().traces("{}").expect(200);
          other.holder().traces("{}").expect(200);
        }
        awaited(admin, other, "lastUsedAt");
        assertThat(admin.get(locked.path()).json().path("lastUsedAt").isNull()).isTrue();
      } finally {
        connection.rollback();
      }
    }
    awaited(admin, locked, "lastUsedAt");
  }

  @Test
  void aRefusedRequestIsNoUse() {
    Client admin = RunningKeygate.shared().client().admin();
    String org = admin.newOrganization();
    HeldKey refused = admin.held(org, "dev", "{\"name\":\"k\",\"permissions\":[\"read\"]}");
    HeldKey used = admin.held(org, "dev");
    refused.holder().traces("{}").expect(403);
    used.holder().traces("{}").expect(200);
    awaited(admin, used, "lastUsedAt");
    assertThat(admin.get(refused.path()).json().path("lastUsedAt").isNull()).isTrue();
  }
}
