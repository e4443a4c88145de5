package io.keygate.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request again (api.md, conventions). */
class IdempotencyIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org;
  private final String once = "once-" + Long.toString(System.nanoTime(), 36);
  private final Client again = admin.with("Idempotency-Key", once);

  private int count(String where) {
    return admin.get(path + where).expect(200).json().path("items").size();
  }

  static Stream<Arguments> creations() {
    return Stream.of(
        Arguments.of("/environments", "/environments"),
        Arguments.of("/projects", "/projects"),
        Arguments.of(
            "/projects/default-project/environments", "/projects/default-project/environments"),
        Arguments.of("/projects/default-project/environments/dev/keys", "/keys"));
  }

  @ParameterizedTest
  @MethodSource("creations")
  void givesTheFirstAnswerAndCreatesNothingMore(String where, String list) {
    Answer first = again.post(path + where, "{\"name\":\"Twice\"}").expect(201);
    int made = count(list);
    Answer second = again.post(path + where, "{ \"name\" : \"Twice\" }").expect(201);

    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isNotEmpty();
    assertThat(count(list)).isEqualTo(made);
    if (first.json().has("secret")) {
      assertThat(first.json().path("secret").asText()).startsWith("kg_dev_");
      assertThat(second.json().path("secret").isNull()).isTrue();
      assertThat(second.json().path("key")).isEqualTo(first.json().path("key"));
    } else {
      assertThat(second.json()).isEqualTo(first.json());
    }
    admin.get(second.header("Location").substring(keygate.url().length())).expect(200);
  }

  @Test
  void holdsForOrganizationsToo() {
    String body = "{\"name\":\"Idem " + once + "\"}";
    Answer first = again.post("/api/v1/organizations", body).expect(201);
    assertThat(again.post("/api/v1/organizations", body).expect(201).json())
        .isEqualTo(first.json());
    admin.post("/api/v1/organizations", body).expect(409);
  }

  @Test
  void holdsForRotations() {
    HeldKey key = admin.held(org, "dev");
    Answer first = again.post(key.path() + "/rotate", "").expect(201);
    Answer second = again.post(key.path() + "/rotate", "").expect(201);
    assertThat(second.json().path("secret").isNull()).isTrue();
    assertThat(second.json().path("key")).isEqualTo(first.json().path("key"));
    assertThat(second.json().path("previous")).isEqualTo(first.json().path("previous"));
    admin.post(key.path() + "/rotate", "").expect(409);
  }

  @Test
  void refusesTheKeyForAnotherRequest() {
    again.post(path + "/projects", "{\"name\":\"One\"}").expect(201);
    String detail = "This Idempotency-Key came with another request before; choose a new one.";
    again
        .post(path + "/projects", "{\"name\":\"Two\"}")
        .isProblem(409, "idempotency-key-reused", detail);
    again
        .post(path + "/environments", "{\"name\":\"One\"}")
        .isProblem(409, "idempotency-key-reused", detail);
    assertThat(count("/projects")).isEqualTo(2);
  }

  @Test
  void keepsNoRefusal() {
    again.post(path + "/projects", "{\"name\":\" \"}").expect(400);
    again.post(path + "/projects", "{\"name\":\"Default project\"}").expect(409);
    Answer made = again.post(path + "/projects", "{\"name\":\"Now\"}").expect(201);
    assertThat(made.header("Idempotency-Replayed")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "two words"})
  void refusesKeysOfAnotherForm(String key) {
    Answer answer =
        admin.with("Idempotency-Key", key).post(path + "/projects", "{\"name\":\"Odd\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    admin
        .with("Idempotency-Key", "k".repeat(256))
        .post(path + "/projects", "{\"name\":\"Odd\"}")
        .isProblem(
            400,
            "invalid-request",
            "Idempotency-Key: must be 1 to 255 printable ASCII characters without spaces");
    assertThat(count("/projects")).isEqualTo(1);
  }

  @Test
  void createsOnceWhereManyComeAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(() -> again.post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}"));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> call : pool.invokeAll(calls)) {
        answers.add(call.get());
      }
      assertThat(answers).allSatisfy(answer -> answer.expect(201));
      assertThat(answers.stream().map(a -> a.json().path("key").path("id").asText()).distinct())
          .hasSize(1);
      assertThat(answers.stream().filter(a -> !a.json().path("secret").isNull())).hasSize(1);
      assertThat(count("/keys")).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
  }

  @RepeatedTest(3)
  void tellsAllOfManyThatAreRefusedWhy() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Answer>> calls =
          Collections.nCopies(
              12, () -> again.post(path + "/projects", "{\"name\":\"Default project\"}"));
      for (Future<Answer> call : pool.invokeAll(calls)) {
        call.get().isProblem(409, "slug-taken", "There is a project 'default-project' already.");
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void forgetsAfterADay() throws Exception {
    again.post(path + "/projects", "{\"name\":\"Daily\"}").expect(201);
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "update first_answer set created_at = created_at - interval 1 day where location"
                    + " like ?")) {
      statement.setString(1, "%" + org + "/projects/daily");
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    Answer later = again.post(path + "/projects", "{\"name\":\"Other\"}").expect(201);
    assertThat(later.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.post(path + "/projects", "{\"name\":\"Other\"}").expect(201).json())
        .isEqualTo(later.json());
  }

  @Test
  void keepsNoSecret() throws Exception {
    String secret =
        again
            .post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}")
            .expect(201)
            .json()
            .path("secret")
            .asText();
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement("select count(*) from first_answer where body like ?")) {
      statement.setString(1, "%" + secret.substring(7, 20) + "%");
      try (var row = statement.executeQuery()) {
        row.next();
        assertThat(row.getInt(1)).isZero();
      }
    }
  }
}
