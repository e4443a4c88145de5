package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysIT {
  private static final int CALLERS = 16;
  private static final int LATE = 5;

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private String org = "";

  @BeforeEach
  void createOrganization() {
    org = admin.newOrganization();
  }

  @Nested
  class Generate {
    @Test
    void showsTheSecretOnceAndMaskedEverywhereElse() {
      Answer generated =
          admin.post(
              Client.keysPath(org, "prd"),
              """
              {"name":"checkout service","permissions":["ingest"],"owner":"ann@example.org",
               "note":"n","storedWhere":"vault","expiresIn":"P90D"}\
              """);
      generated.expect(201);
      assertThat(generated.header("Cache-Control")).isEqualTo("no-store");
      String secret = generated.json().path("secret").asText();
      String id = generated.json().path("key").path("id").asText();
      assertThat(secret).matches("kg_prd_[0-9A-Za-z]{36}");
      assertThat(id).matches("key_[0-9A-Za-z]{22}");
      assertThat(generated.header("Location")).endsWith("/api/v1/keys/" + id);
      Answer read = admin.get("/api/v1/keys/" + id).expect(200);
      read.hasBody(
          """
          {"id":"<key>","name":"checkout service","masked":"kg_prd_…%s","state":"active",
           "organization":"%s","project":"default-project","environment":"prd",
           "permissions":["ingest"],"allowedCidrs":[],"owner":"ann@example.org","note":"n",
           "storedWhere":"vault","createdAt":"<instant>","createdBy":"admin",
           "expiresAt":"<instant>","rotateBy":"<instant>","overlapEndsAt":null,"lastUsedAt":null,
           "lastUsedFrom":null,"lastUsedClient":null,"lastUsedService":null,"lineage":"<lin>","predecessor":null,"successor":null,
           "revokedAt":null,"revokedBy":null,"revocationReason":null}
          """
              .formatted(secret.substring(secret.length() - 4), org));
      assertThat(generated.json().path("key")).isEqualTo(read.json());
      assertThat(admin.get(Client.keysPath(org, "prd")).json().path("items").path(0))
          .isEqualTo(read.json());
    }

    @Test
    void hasBothPermissionsUnlessAskedOtherwise() {
      assertThat(admin.newKey(org, "dev").path("key").path("permissions").toString())
          .isEqualTo("[\"ingest\",\"read\"]");
    }

    @Test
    void storesNothingOfTheSecretButItsHashAndLastFour() throws Exception {
      String secret = admin.newKey(org, "dev").path("secret").asText();
      try (var connection = keygate.database();
          var statement =
              connection.prepareStatement("select * from api_key where last_four = ?")) {
        statement.setString(1, secret.substring(secret.length() - 4));
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            assertThat(String.valueOf(row.getString(i))).doesNotContain(secret.substring(7, 20));
          }
        }
      }
    }

    @Test
    void writesTheSecretToNoLog() throws Exception {
      String secret = admin.newKey(org, "dev").path("secret").asText();
      keygate.client().bearer(secret).get("/v1/verify").expect(200);
      keygate.client().bearer(secret).post("/v1/traces", "{broken").expect(400);
      try (var files = Files.walk(keygate.home().resolve("log"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret);
        }
      }
      assertThat(keygate.output()).doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                                | name: must not be blank
            {"name":"k","permissions":[]}                     | permissions: must have ingest, read or both
            {"name":"k","permissions":["write"]}              | permissions[0]: has a value of the wrong form
            {"name":"k","permissions":[0]}                    | permissions[0]: has a value of the wrong form
            {"name":"k","owner":"nobody"}                     | owner: must be a well-formed email address
            {"name":"k","expiresIn":"soon"}                   | expiresIn: has a value of the wrong form
            {"name":"k","expiresIn":"-PT1S"}                  | expiresIn: must be in the future
            {"name":"k","expiresIn":"PT1H","expiresAt":"2999-01-01T00:00:00Z"} | expiresIn: cannot be given together with expiresAt
            {"name":"k","expiresAt":"2001-01-01T00:00:00Z"}   | expiresAt: must be in the future
            {"name":"k","expiresAt":"9999-01-01T00:00:00Z"}   | expiresAt: must be within a hundred years
            {"name":"k","expiresAt":1700000000}               | expiresAt: has a value of the wrong form
            """)
    void namesTheFieldThatIsWrong(String body, String detail) {
      admin.post(Client.keysPath(org, "dev"), body).isProblem(400, "invalid-request", detail);
    }

    @Test
    void needsAStream() {
      admin
          .post(Client.keysPath(org, "qa"), "{\"name\":\"k\"}")
          .isProblem(
              404, "not-found", "There is no environment 'qa' in project 'default-project'.");
    }

    @Test
    void stopsAtTheLimitEvenWhenManyComeAtOnce() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          tries.add(() -> admin.post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}").status());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : pool.invokeAll(tries)) {
          statuses.add(status.get());
        }
        assertThat(statuses).filteredOn(s -> s == 201).hasSize(20);
        assertThat(statuses).filteredOn(s -> s == 409).hasSize(10);
      } finally {
        pool.shutdown();
      }
      admin
          .post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}")
          .isProblem(
              409,
              "key-limit-reached",
              "This stream has 20 live keys; revoke one that is not needed.");
      JsonNode first = admin.get(Client.keysPath(org, "dev")).json().path("items").path(0);
      admin.post("/api/v1/keys/" + first.path("id").asText() + "/revoke", "{}").expect(200);
      admin.newKey(org, "dev");
    }
  }

  @Nested
  class Revoke {
    @Test
    void killsTheKeyAtOnceAndForGood() {
      JsonNode key = admin.newKey(org, "dev");
      Client holder = keygate.client().bearer(key.path("secret").asText());
      holder.get("/v1/verify").expect(200);
      String path = "/api/v1/keys/" + key.path("key").path("id").asText();
      Answer revoked = admin.post(path + "/revoke", "{\"reason\":\"left on a laptop\"}");
      holder.get("/v1/verify").expect(401);
      holder.traces("{}").expect(401);
      assertThat(revoked.expect(200).json().path("state").asText()).isEqualTo("revoked");
      assertThat(revoked.json().path("revokedBy").asText()).isEqualTo("admin");
      assertThat(revoked.json().path("revocationReason").asText()).isEqualTo("left on a laptop");
    }

    @Test
    void aSecondTimeChangesNothing() {
      JsonNode key = admin.newKey(org, "dev");
      String path = "/api/v1/keys/" + key.path("key").path("id").asText();
      JsonNode first = admin.post(path + "/revoke", "{\"reason\":\"one\"}").expect(200).json();
      JsonNode second = admin.post(path + "/revoke", "{\"reason\":\"two\"}").expect(200).json();
      assertThat(second).isEqualTo(first);
      assertThat(admin.get(path).json()).isEqualTo(first);
    }

    @Test
    void needsNoBody() {
      JsonNode key = admin.newKey(org, "dev");
      admin
          .send(
              "POST",
              "/api/v1/keys/" + key.path("key").path("id").asText() + "/revoke",
              null,
              BodyPublishers.noBody())
          .expect(200);
    }

    @Test
    void noRequestThatBeginsAfterTheAnswerSucceeds() throws Exception {
      List<JsonNode> others = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        others.add(admin.newKey(org, "dev"));
      }
      ExecutorService pool = Executors.newFixedThreadPool(2 * CALLERS);
      try {
        for (int round = 0; round < 20; round++) {
          JsonNode key = admin.newKey(org, "stg");
          Client holder = keygate.client().bearer(key.path("secret").asText());
          var answered = new AtomicBoolean();
          List<Future<Integer>> callers = new ArrayList<>();
          List<Future<Answer>> neighbours = new ArrayList<>();
          for (JsonNode other : others) {
            callers.add(pool.submit(() -> refusedUntilTheEnd(holder, answered)));
            Client neighbour = keygate.client().bearer(other.path("secret").asText());
            neighbours.add(pool.submit(() -> neighbour.get("/v1/verify")));
          }
          admin
              .post("/api/v1/keys/" + key.path("key").path("id").asText() + "/revoke", "{}")
              .expect(200);
          answered.set(true);
          for (Future<Integer> late : callers) {
            assertThat(late.get()).isEqualTo(LATE);
          }
          for (Future<Answer> neighbour : neighbours) {
            neighbour.get().expect(200);
          }
        }
      } finally {
        pool.shutdown();
      }
    }

    /** Asks on and on, and some more times after the answer; how many of those were refused. */
    private int refusedUntilTheEnd(Client holder, AtomicBoolean answered) {
      int refused = 0;
      for (int late = 0; late < LATE; ) {
        boolean after = answered.get();
        int status = holder.get("/v1/verify").status();
        if (after) {
          late++;
          refused += status == 401 ? 1 : 0;
        }
      }
      return refused;
    }
  }

  @Test
  void manyAtOnceHearEachOfItsOwnKey() throws Exception {
    List<JsonNode> keys = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      keys.add(admin.newKey(org, List.of("dev", "stg", "prd").get(i % 3)));
    }
    List<JsonNode> revoked = keys.subList(0, 8);
    for (JsonNode key : revoked) {
      admin.post("/api/v1/keys/" + key.path("key").path("id").asText() + "/revoke", "{}");
    }
    List<Callable<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      JsonNode key = keys.get(i % keys.size());
      boolean alive = !revoked.contains(key);
      Client holder = keygate.client().bearer(key.path("secret").asText());
      callers.add(
          () -> {
            for (int j = 0; j < 40; j++) {
              Answer answer = holder.get("/v1/verify").expect(alive ? 200 : 401);
              assertThat(answer.header("X-Keygate-Key-Id"))
                  .isEqualTo(alive ? key.path("key").path("id").asText() : "");
            }
            return null;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(callers.size());
    try {
      for (Future<Void> caller : pool.invokeAll(callers)) {
        caller.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aKeyThatIsNotThereIsA404() {
    admin
        .get("/api/v1/keys/key_0000000000000000000000")
        .isProblem(404, "not-found", "There is no key with this id.");
  }

  @Test
  void anExpiredKeyIsDead() throws Exception {
    JsonNode key = admin.newKey(org, "dev", "{\"name\":\"k\",\"expiresIn\":\"PT1H\"}");
    Client holder = keygate.client().bearer(key.path("secret").asText());
    holder.get("/v1/verify").expect(200);
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "update api_key set expires_at = utc_timestamp(6) - interval 1 second"
                    + " where public_id = ?")) {
      statement.setString(1, key.path("key").path("id").asText());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    holder.get("/v1/verify").expect(401);
    JsonNode read = admin.get("/api/v1/keys/" + key.path("key").path("id").asText()).json();
    assertThat(read.path("state").asText()).isEqualTo("expired");
  }
}
