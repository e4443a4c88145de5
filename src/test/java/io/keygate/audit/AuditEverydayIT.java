package io.keygate.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.keygate.platform.mac.MacKeyFile;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An installation whose trail goes to a file, to an OTLP endpoint and by mail, through its bad
 * days: the endpoint down, a new MAC key, a broken chain, a lost key.
 */
class AuditEverydayIT {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home = RunningKeygate.freshHome();
  private final int endpointPort = RunningKeygate.freePort();
  private @Nullable HttpServer endpoint;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final GreenMail mail =
      new GreenMail(new ServerSetup(RunningKeygate.freePort(), "127.0.0.1", "smtp"));

  @Test
  void theTrailGoesWhereItShallAndSurvivesBadDays() throws Exception {
    Path file = home.resolve("for-the-siem.ndjson");
    mail.start();
    try (var keygate = RunningKeygate.start(home, variables(file))) {
      Client admin = keygate.client().admin();
      String org = admin.newOrganization();
      HeldKey key = admin.held(org, "dev");

      // The endpoint is down: nothing waits for it, and the file has all that there is.
      String trail = "/api/v1/organizations/" + org + "/audit";
      awaitInFile(file, admin, trail);
      startEndpoint(503);
      Await.until("the endpoint was asked", LIMIT, () -> !received.isEmpty());
      stopEndpoint();
      received.clear();
      admin.post(key.path() + "/revoke", "").expect(200);
      startEndpoint(200);
      Await.until("the endpoint has the revocation", LIMIT, () -> has("key.revoked"));
      assertThat(numbersReceived(org)).startsWith(1L, 2L, 3L).doesNotHaveDuplicates().isSorted();
      JsonNode revoked = logRecord("key.revoked");
      JsonNode exported = JSON.readTree(revoked.path("body").path("stringValue").asText());
      assertThat(exported.path("target").path("id").asText()).isEqualTo(key.id());
      assertThat(revoked.path("severityText").asText()).isEqualTo("INFO");
      assertThat(exported.path("mac").asText()).hasSize(64);
      assertThat(received.toString()).doesNotContain(key.secret());

      // Moved away, as a rotation of logs does, the file goes on with what comes next.
      Files.move(file, home.resolve("old.ndjson"));
      admin.held(org, "stg");
      Await.until("the file goes on", LIMIT, () -> Files.exists(file));
      awaitInFile(file, admin, trail);

      // The heads come by mail and into the log, once.
      Await.until("anchors are mailed", LIMIT, () -> mails("Audit anchors") == 1);
      Message anchors = mail.getReceivedMessages()[0];
      assertThat(GreenMailUtil.getBody(anchors)).contains(org).contains("event ");
      assertThat(anchors.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(log()).contains("Audit anchor: " + org + " chn_");
      assertThat(keygate.client().get("/health").expect(200).text()).contains("\"broken\":\"0\"");
    }

    // A new key for the chains, and somebody who changes a byte.
    Files.writeString(home.resolve("audit-keys"), MacKeyFile.newLine(), StandardOpenOption.APPEND);
    try (var keygate = RunningKeygate.start(home, variables(file))) {
      Client admin = keygate.client().admin();
      String org =
          admin.get("/api/v1/organizations").json().path("items").path(0).path("slug").asText();
      String trail = "/api/v1/organizations/" + org + "/audit";
      JsonNode rotation =
          admin.get(trail + "?action=audit.key-rotated").json().path("items").path(0);
      JsonNode newest = admin.get(trail + "?limit=1").json().path("items").path(0);
      assertThat(rotation.path("keyId").asText())
          .isEqualTo(rotation.path("details").path("from").asText())
          .isNotEqualTo(newest.path("keyId").asText());
      assertThat(rotation.path("details").path("to").asText())
          .isEqualTo(newest.path("keyId").asText());
      assertThat(admin.get(trail + "/verification").json().path("intact").asBoolean()).isTrue();
      try (var database = new AuditDatabase(keygate)) {
        database.dropTriggers();
        database.run(
            "update audit_event set body = concat(left(body, length(body) - 1), ' }')"
                + " where chain_id = ? and number = 3",
            database.chainOf(org));
      }
      assertThat(admin.get(trail + "/verification").expect(200).text())
          .contains("\"intact\":false")
          .contains(
              "\"firstBroken\":{\"number\":3,\"kind\":\"changed\",\"detail\":\"its MAC is not that"
                  + " of its content\"}");
    }
    try (var keygate = RunningKeygate.start(home, variables(file))) {
      Await.until("the alarm is mailed", LIMIT, () -> mails("ALARM") == 1);
      assertThat(keygate.client().get("/health").expect(503).text())
          .contains("{\"name\":\"audit\",\"status\":\"DOWN\"")
          .contains("\"broken\":\"1\"");
      keygate.client().get("/health/ready").expect(200);
      assertThat(log()).contains("IS BROKEN at event 3: changed");
      keygate.client().admin().newOrganization();
    }

    // Without its keys it does not start, and says which one it lacks.
    Files.writeString(home.resolve("audit-keys"), MacKeyFile.newLine());
    var lost = RunningKeygate.launch(home, variables(file));
    assertThat(lost.awaitEnd()).isEqualTo(1);
    assertThat(lost.output())
        .contains("KEYGATE_AUDIT_KEY_FILE (or the file audit-keys in KEYGATE_HOME) lacks the key");
    mail.stop();
    stopEndpoint();
  }

  private Map<String, String> variables(Path file) {
    return Map.of(
        "KEYGATE_AUDIT_FILE", file.toString(),
        "KEYGATE_AUDIT_OTLP_ENDPOINT", "http://127.0.0.1:" + endpointPort + "/v1/logs",
        "KEYGATE_AUDIT_OTLP_HEADERS", "Authorization=Bearer siem",
        "KEYGATE_AUDIT_MAIL_TO", "auditor@example.org, officer@example.org",
        "KEYGATE_SMTP_HOST", "127.0.0.1",
        "KEYGATE_SMTP_PORT", Integer.toString(mail.getSmtp().getServerSetup().getPort()),
        "KEYGATE_MAIL_FROM", "keygate@example.org");
  }

  private void awaitInFile(Path file, Client admin, String trail) {
    String mac =
        admin
            .get(trail + "?action=key.*&limit=1")
            .json()
            .path("items")
            .path(0)
            .path("mac")
            .asText();
    Await.until(
        "the file has it", LIMIT, () -> Files.exists(file) && Files.readString(file).contains(mac));
  }

  private void startEndpoint(int status) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), endpointPort);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/v1/logs",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
              .isEqualTo("Bearer siem");
          received.add(JSON.readTree(body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    endpoint = server;
  }

  private void stopEndpoint() {
    requireNonNull(endpoint).stop(0);
  }

  private Stream<JsonNode> logRecords() {
    return received.stream()
        .map(request -> request.at("/resourceLogs/0/scopeLogs/0/logRecords"))
        .flatMap(records -> Arrays.stream(JSON.convertValue(records, JsonNode[].class)));
  }

  private boolean has(String action) {
    return logRecords().anyMatch(r -> r.path("eventName").asText().equals(action));
  }

  private JsonNode logRecord(String action) {
    return logRecords()
        .filter(r -> r.path("eventName").asText().equals(action))
        .findFirst()
        .orElseThrow();
  }

  private List<Long> numbersReceived(String org) {
    return logRecords()
        .map(r -> r.path("attributes"))
        .filter(a -> a.path(0).path("value").path("stringValue").asText().equals(org))
        .map(a -> a.path(1).path("value").path("intValue").asLong())
        .toList();
  }

  /** Each recipient has a copy; a mail is a mail. */
  private int mails(String subject) throws MessagingException {
    Set<String> ids = new HashSet<>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (message.getSubject().contains(subject)) {
        ids.add(message.getMessageID());
      }
    }
    return ids.size();
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log/server.log"));
  }
}
