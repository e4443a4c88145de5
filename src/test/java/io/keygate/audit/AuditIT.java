package io.keygate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditIT {
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(30);

  private static final RunningKeygate KEYGATE = RunningKeygate.shared();
  private static final Client ADMIN = KEYGATE.client().admin();
  private static final String PLATFORM = "/api/v1/audit/chains/platform/events";

  private final String org = ADMIN.newOrganization();
  private final String path = "/api/v1/organizations/" + org;
  private final String trail = path + "/audit";

  private List<JsonNode> events(String query) {
    return items(ADMIN.get(trail + query));
  }

  private static List<JsonNode> items(Answer answer) {
    return StreamSupport.stream(answer.expect(200).json().path("items").spliterator(), false)
        .toList();
  }

  private static Stream<String> actions(List<JsonNode> events) {
    return events.stream().map(e -> e.path("action").asText());
  }

  private JsonNode awaited(String query) {
    List<JsonNode> found = new ArrayList<>();
    Await.until(
        "an event " + query,
        Duration.ofSeconds(20),
        () -> {
          found.clear();
          found.addAll(events(query));
          return !found.isEmpty();
        });
    return found.get(0);
  }

  private String export(String type) {
    return ADMIN.with("Accept", type).get(trail).expect(200).text();
  }

  @Nested
  class Events {
    @Test
    void tellWhoDidWhatToWhatFromWhere() {
      HeldKey key = ADMIN.held(org, "dev", "{\"name\":\"checkout\"}");
      Answer revoked =
          ADMIN
              .with("User-Agent", "browser/1.0")
              .post(key.path() + "/revoke", "{\"reason\":\"laptop stolen\"}")
              .expect(200);

      JsonNode event = events("?action=key.revoked").get(0);

      String lineage = revoked.json().path("lineage").asText();
      assertThat(event.path("source").path("requestId").asText())
          .isEqualTo(revoked.header("X-Request-Id"));
      assertThat(event.path("source").path("address").asText()).isIn("127.0.0.1", "::1");
      assertThat(event.path("source").path("userAgent").asText()).isEqualTo("browser/1.0");
      assertThat(event.path("actor").toString())
          .isEqualTo(
              "{\"kind\":\"person\",\"issuer\":\"keygate\",\"subject\":\"admin\",\"name\":\"admin\"}");
      assertThat(event.path("target").path("type").asText()).isEqualTo("key");
      assertThat(event.path("target").path("id").asText()).isEqualTo(key.id());
      assertThat(event.path("target").path("path").asText())
          .isEqualTo(org + "/default-project/dev/checkout");
      assertThat(event.path("target").path("ids").path("organization").asText()).isEqualTo(org);
      assertThat(event.path("target").path("ids").path("project").asText())
          .isEqualTo("default-project");
      assertThat(event.path("target").path("ids").path("environment").asText()).isEqualTo("dev");
      assertThat(event.path("target").path("ids").path("lineage").asText()).isEqualTo(lineage);
      assertThat(event.path("changes").toString())
          .isEqualTo("{\"state\":{\"before\":\"active\",\"after\":\"revoked\"}}");
      assertThat(event.path("reason").asText()).isEqualTo("laptop stolen");
      assertThat(event.path("outcome").asText()).isEqualTo("success");
      assertThat(event.path("count").asInt()).isEqualTo(1);
    }

    @Test
    void haveNumbersWithoutGaps() {
      ADMIN.held(org, "dev");
      List<JsonNode> events = events("?order=asc&limit=200");
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).path("number").asInt()).isEqualTo(i + 1);
      }
      assertThat(actions(events).limit(6))
          .containsExactly(
              "organization.created",
              "environment.created",
              "environment.created",
              "environment.created",
              "project.created",
              "member.added");
    }

    @Test
    void ofAnOrganizationAreInTheTrailOfThePlatformTooWhereItComesOrGoes() {
      ADMIN.delete(path + "?confirm=" + org).expect(204);
      assertThat(actions(items(ADMIN.get(PLATFORM + "?target=" + org))))
          .containsExactly("organization.deleted", "organization.created");
      // Its own trail is there for the platform's admins.
      ADMIN.get(trail).expect(404);
      String chain = items(ADMIN.get(PLATFORM + "?target=" + org)).isEmpty() ? "" : chainOf(org);
      assertThat(actions(items(ADMIN.get("/api/v1/audit/chains/" + chain + "/events"))))
          .contains("organization.deleted", "organization.created");
      ADMIN
          .get("/api/v1/audit/chains/chn_nothing/events")
          .isProblem(404, "not-found", "There is no such audit chain.");
    }

    private static String chainOf(String org) {
      String cursor = "";
      while (true) {
        JsonNode page = ADMIN.get("/api/v1/audit/chains?limit=200" + cursor).expect(200).json();
        for (JsonNode chain : page.path("items")) {
          if (chain.path("label").asText().equals(org)) {
            return chain.path("id").asText();
          }
        }
        assertThat(page.has("nextCursor")).isTrue();
        cursor = "&cursor=" + page.path("nextCursor").asText();
      }
    }

    @Test
    void fitTheirPublishedSchema() {
      ADMIN.held(org, "dev");
      var schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(ADMIN.get("/api/v1/audit/schema").expect(200).text());
      for (String line : export("application/x-ndjson").split("\n", -1)) {
        if (!line.isEmpty()) {
          assertThat(schema.validate(line, com.networknt.schema.InputFormat.JSON)).isEmpty();
        }
      }
      assertThat(schema.validate("{\"version\":1}", com.networknt.schema.InputFormat.JSON))
          .isNotEmpty();
    }

    @Test
    void holdNoSecretThatSomebodyWroteWhereItDoesNotBelong() throws IOException {
      HeldKey key = ADMIN.held(org, "dev");
      String secret = key.secret();
      String token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl";
      ADMIN
          .with("User-Agent", "curl " + secret)
          .patch(
              key.path(),
              "{\"note\":\"it is "
                  + secret
                  + " or "
                  + token
                  + "\",\"storedWhere\":\""
                  + secret
                  + "\"}")
          .expect(200);
      ADMIN.post(key.path() + "/revoke", "{\"reason\":\"leaked: " + secret + "\"}").expect(200);
      KEYGATE
          .client()
          .post("/api/v1/login", "{\"username\":\"" + secret + "\",\"password\":\"x\"}")
          .expect(401);
      ADMIN.post(trail + "/lookup", "{\"secret\":\"" + secret + "\"}").expect(200);
      ADMIN.get(trail + "?actor=" + secret).expect(200);

      String all =
          export("application/x-ndjson")
              + export("text/csv")
              + ADMIN.with("Accept", "application/x-ndjson").get(PLATFORM).text()
              + Files.readString(KEYGATE.home().resolve("log/server.log"));
      assertThat(all)
          .contains("it is kg_dev_…" + secret.substring(secret.length() - 4) + " or eyJ…")
          .contains("leaked: kg_dev_…")
          .doesNotContain(secret)
          .doesNotContain(secret.substring(7))
          .doesNotContain(token);
    }
  }

  @Nested
  class Seen {
    @Test
    void aRefusedCallWithItsTarget() throws SQLException {
      HeldKey key = ADMIN.held(org, "dev");
      Client viewer = Accounts.add(KEYGATE, org, "VIEWER");
      for (int i = 0; i < 3; i++) {
        viewer.post(key.path() + "/revoke", "{}").expect(403);
      }
      List<JsonNode> denied = events("?action=access.denied");
      assertThat(denied).hasSize(1);
      assertThat(denied.get(0).path("outcome").asText()).isEqualTo("denied");
      assertThat(denied.get(0).path("target").path("id").asText()).isEqualTo(key.id());
      assertThat(denied.get(0).path("details").toString())
          .isEqualTo("{\"operation\":\"POST /keys/{key}/revoke\",\"status\":\"403\"}");
    }

    @Test
    void aStrangerForWhomTheOrganizationDoesNotExist() throws SQLException {
      Client stranger = Accounts.add(KEYGATE, null, null);
      stranger.get(path + "/projects").expect(404);
      // NB: it is written when there is time; the time of the answer must tell nothing.
      Await.until(
          "the refusal is told", WRITTEN_WITHIN, () -> !events("?action=access.denied").isEmpty());
      JsonNode denied = events("?action=access.denied").get(0);
      assertThat(denied.path("details").path("status").asText()).isEqualTo("404");
      assertThat(denied.path("target").path("path").asText()).isEqualTo(org);
      assertThat(denied.path("actor").path("kind").asText()).isEqualTo("person");
      // Who looks for what is not there is nobody's business but the platform's.
      stranger.get("/api/v1/organizations/" + org + "-x/projects").expect(404);
    }

    @Test
    void aTokenThatIsNone() {
      String agent = "scanner/" + System.nanoTime();
      KEYGATE
          .client()
          .with("User-Agent", agent)
          .with("X-Forwarded-For", "ignored")
          .bearer("nonsense")
          .get("/api/v1/me")
          .expect(401);
      String denied = PLATFORM + "?action=access.denied&actor=anonymous";
      Await.until("the refusal is told", WRITTEN_WITHIN, () -> !items(ADMIN.get(denied)).isEmpty());
      assertThat(items(ADMIN.get(denied)))
          .allSatisfy(
              e -> assertThat(e.path("actor").path("kind").asText()).isEqualTo("anonymous"));
    }

    @Test
    void loginsAndFailures() {
      String nobody = "hunter" + System.nanoTime();
      KEYGATE.client().admin();
      KEYGATE
          .client()
          .post("/api/v1/login", "{\"username\":\"" + nobody + "\",\"password\":\"x\"}")
          .expect(401);
      Await.until(
          "the failure is told",
          WRITTEN_WITHIN,
          () ->
              actions(items(ADMIN.get(PLATFORM + "?action=login.*&limit=200")))
                  .anyMatch("login.failed"::equals));
      List<JsonNode> logins = items(ADMIN.get(PLATFORM + "?action=login.*&limit=200"));
      assertThat(actions(logins)).contains("login.succeeded", "login.failed");
      assertThat(logins.toString()).doesNotContain(nobody);
      assertThat(logins)
          .filteredOn(e -> e.path("action").asText().equals("login.failed"))
          .anySatisfy(e -> assertThat(e.path("target").path("id").asText()).isEqualTo("unknown"));
    }

    @Test
    void theFirstUseFromAnAddress() {
      HeldKey key = ADMIN.held(org, "dev");
      assertThat(key.atTheGate()).isEqualTo(200);
      JsonNode event = awaited("?action=key.used-from-new-address&target=" + key.id());
      assertThat(event.path("changes").path("address").path("after").asText())
          .isIn("127.0.0.1", "::1");
      assertThat(event.path("actor").path("kind").asText()).isEqualTo("api-key");
      assertThat(event.path("actor").path("subject").asText()).isEqualTo(key.id());
    }

    @ParameterizedTest
    @CsvSource({"revoke, revoked", "disable, disabled"})
    void aDeadKeyThatKnocks(String step, String reason) {
      HeldKey key = ADMIN.held(org, "dev");
      ADMIN.post(key.path() + "/" + step, "").expect(200);
      assertThat(key.atTheGate()).isEqualTo(401);
      JsonNode event = awaited("?action=key.refused&target=" + key.id());
      assertThat(event.path("details").path("reason").asText()).isEqualTo(reason);
      assertThat(event.path("outcome").asText()).isEqualTo("denied");
      assertThat(event.path("source").path("address").asText()).isIn("127.0.0.1", "::1");
    }

    @Test
    void looksAtTheTrailItself() throws SQLException {
      Client auditor = Accounts.add(KEYGATE, org, "AUDITOR");
      auditor.get(trail + "?actor=eve").expect(200);
      auditor.get(trail + "?actor=eve").expect(200);
      auditor.with("Accept", "text/csv").get(trail + "?outcome=denied").expect(200);
      auditor.get(trail + "/verification").expect(200);
      auditor.post(trail + "/lookup", "{\"secret\":\"kg_dev_x\"}").expect(404);

      List<JsonNode> looks = events("?action=audit.*&limit=5");

      assertThat(actions(looks))
          .containsExactly(
              "audit.read", "audit.looked-up", "audit.verified", "audit.exported", "audit.read");
      assertThat(looks.get(4).path("details").toString()).isEqualTo("{\"actor\":\"eve\"}");
      assertThat(looks.get(3).path("details").toString())
          .isEqualTo("{\"format\":\"csv\",\"outcome\":\"denied\"}");
      assertThat(looks.get(2).path("details").path("intact").asText()).isEqualTo("true");
      assertThat(looks.get(1).path("outcome").asText()).isEqualTo("failure");
    }
  }

  @Nested
  class Reading {
    @Test
    void filters() {
      HeldKey key = ADMIN.held(org, "dev", "{\"name\":\"one\"}");
      HeldKey successor =
          HeldKey.of(ADMIN.post(key.path() + "/rotate", "").expect(201).json(), KEYGATE.client());
      Instant middle = Instant.parse(events("").get(0).path("at").asText());
      ADMIN.held(org, "stg", "{\"name\":\"two\"}");

      assertThat(actions(events("?target=" + key.id())))
          .containsExactly("key.rotated", "key.created");
      String lineage = ADMIN.get(key.path()).json().path("lineage").asText();
      assertThat(actions(events("?target=" + lineage)))
          .containsExactly("key.created", "key.rotated", "key.created");
      assertThat(actions(events("?target=" + successor.id()))).containsExactly("key.created");
      assertThat(actions(events("?target=" + org + "/default-project/stg")))
          .containsExactly("key.created");
      assertThat(actions(events("?action=key.rotated,project.created")))
          .containsExactly("key.rotated", "project.created");
      assertThat(events("?action=key.*")).hasSize(4);
      assertThat(events("?actor=nobody")).isEmpty();
      assertThat(events("?outcome=denied")).isEmpty();
      assertThat(actions(events("?action=key.*&from=" + middle))).containsExactly("key.created");
      assertThat(events("?action=key.*&to=" + middle)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
      "?from=yesterday, from: must be an instant such as 2026-11-23T09:30:00Z",
      "?action=everything, action: must be like key.rotated or key.*",
      "?order=random, order: must be desc or asc"
    })
    void refusesWhatItDoesNotUnderstand(String query, String detail) {
      ADMIN.get(trail + query).isProblem(400, "invalid-request", detail);
    }

    @ParameterizedTest
    @CsvSource({"asc", "desc"})
    void pagesAreStableWhileEventsAreWritten(String order) {
      ADMIN.held(org, "dev");
      List<Integer> numbers = new ArrayList<>();
      String cursor = "";
      for (int page = 0; page < 3; page++) {
        JsonNode answer = ADMIN.get(trail + "?limit=2&order=" + order + cursor).expect(200).json();
        answer.path("items").forEach(e -> numbers.add(e.path("number").asInt()));
        cursor = "&cursor=" + answer.path("nextCursor").asText();
        ADMIN.held(org, "stg");
      }
      int first = numbers.get(0);
      int step = order.equals("asc") ? 1 : -1;
      assertThat(numbers)
          .containsExactly(
              first,
              first + step,
              first + 2 * step,
              first + 3 * step,
              first + 4 * step,
              first + 5 * step);
    }

    @Test
    void csvIsSafeInASpreadsheet() {
      ADMIN.held(org, "dev", "{\"name\":\"=cmd, \\\"quoted\\\"\"}");
      String csv = export("text/csv");
      assertThat(csv)
          .startsWith("number,at,actor.kind,actor.subject,actor.name,actor.issuer,action,")
          .contains("\"" + org + "/default-project/dev/=cmd, \"\"quoted\"\"\"");
      List<String> lines = csv.lines().toList();
      assertThat(lines.get(lines.size() - 1)).contains(",audit.exported,success,");
    }

    @Test
    void anExportHasTheNameOfTheOrganization() {
      Answer answer = ADMIN.with("Accept", "application/x-ndjson").get(trail).expect(200);
      assertThat(answer.header("Content-Disposition"))
          .isEqualTo("attachment; filename=\"audit-" + org + ".ndjson\"");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    }

    @Test
    void aSecretLeadsToItsKeyOfThisOrganizationAlone() {
      HeldKey key = ADMIN.held(org, "dev");
      String other = "/api/v1/organizations/" + ADMIN.newOrganization() + "/audit/lookup";
      String body = "{\"secret\":\"" + key.secret() + "\"}";
      JsonNode found = ADMIN.post(trail + "/lookup", body).expect(200).json();
      assertThat(found.path("keyId").asText()).isEqualTo(key.id());
      assertThat(found.path("events").path(0).path("action").asText()).isEqualTo("key.created");
      ADMIN
          .post(other, body)
          .isProblem(404, "not-found", "No key of this organization has or had this secret.");
    }
  }

  @Nested
  class OneTransaction {
    /** The database refuses the events of this organization. */
    private void refusing(Callable<?> action) throws Exception {
      try (var database = new AuditDatabase(KEYGATE)) {
        database.run(
            "create trigger no_events before insert on audit_event for each row if new.chain_id = "
                + database.chainOf(org)
                + " then signal sqlstate '45000' set message_text = 'full'; end if");
        try {
          action.call();
        } finally {
          database.run("drop trigger no_events");
        }
      }
    }

    @Test
    void withoutTheEventThereIsNoChange() throws Exception {
      HeldKey key = ADMIN.held(org, "dev");
      String problem = "This cannot be written into the audit trail, and so it was not done.";
      refusing(
          () -> {
            for (String call : List.of("/revoke", "/disable", "/rotate")) {
              ADMIN.post(key.path() + call, "").isProblem(503, "unavailable", problem);
            }
            ADMIN
                .post(Client.keysPath(org, "dev"), "{\"name\":\"second\"}")
                .isProblem(503, "unavailable", problem);
            ADMIN
                .with("Idempotency-Key", "k1")
                .post(path + "/projects", "{\"name\":\"shop\"}")
                .isProblem(503, "unavailable", problem);
            ADMIN.patch(path, "{\"retentionHours\":3}").isProblem(503, "unavailable", problem);
            ADMIN
                .delete(path + "/projects/default-project?confirm=default-project")
                .isProblem(503, "unavailable", problem);
            ADMIN.delete(path + "?confirm=" + org).isProblem(503, "unavailable", problem);
            ADMIN.get(trail).isProblem(503, "unavailable", problem);
            return null;
          });
      assertThat(key.atTheGate()).isEqualTo(200);
      JsonNode keys = ADMIN.get(path + "/keys").expect(200).json().path("items");
      assertThat(keys).hasSize(1);
      assertThat(keys.path(0).path("state").asText()).isEqualTo("active");
      assertThat(ADMIN.get(path).json().path("retentionHours").asInt()).isEqualTo(720);
      assertThat(ADMIN.get(path + "/projects").json().path("items")).hasSize(1);
      ADMIN
          .with("Idempotency-Key", "k1")
          .post(path + "/projects", "{\"name\":\"shop\"}")
          .expect(201);
      assertThat(ADMIN.get(trail + "/verification").json().path("intact").asBoolean()).isTrue();
    }

    @Test
    void twoHundredChangesAtOnceLeaveAWholeChain() throws Exception {
      int before = events("").get(0).path("number").asInt();
      ExecutorService threads = Executors.newFixedThreadPool(50);
      try {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          String name = "{\"name\":\"Project " + i + "\"}";
          answers.add(threads.submit(() -> ADMIN.post(path + "/projects", name).status()));
        }
        for (Future<Integer> answer : answers) {
          assertThat(answer.get()).isEqualTo(201);
        }
      } finally {
        threads.shutdown();
      }
      JsonNode verified = ADMIN.get(trail + "/verification").expect(200).json();
      assertThat(verified.path("intact").asBoolean()).as(verified.toString()).isTrue();
      assertThat(verified.path("events").asInt()).isEqualTo(before + 200);
    }
  }

  @Test
  void theDatabaseItselfRefusesToChangeOrRemove() throws SQLException {
    try (var database = new AuditDatabase(KEYGATE)) {
      assertThatThrownBy(() -> database.run("update audit_event set actor = 'eve'"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("an audit event is never changed");
      assertThatThrownBy(() -> database.run("delete from audit_event"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("an audit event is not removed");
    }
  }

  @Test
  void theKeysOfTheChainsAreForTheirOwnerAlone() throws IOException {
    for (String name : List.of("audit-keys", "audit-anchors.ndjson")) {
      Path file = KEYGATE.home().resolve(name);
      assertThat(Files.getPosixFilePermissions(file))
          .as(name)
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }
}
