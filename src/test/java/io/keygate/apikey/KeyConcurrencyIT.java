package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many do the same, or the opposite, at once: one wins, the others are told so, nothing breaks. */
class KeyConcurrencyIT {
  private static final int PEOPLE = 16;

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org;
  private final ExecutorService pool = Executors.newFixedThreadPool(PEOPLE);

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  private List<Answer> together(List<Callable<Answer>> calls) throws Exception {
    var start = new CyclicBarrier(calls.size());
    List<Future<Answer>> running = new ArrayList<>();
    for (Callable<Answer> call : calls) {
      running.add(
          pool.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> answer : running) {
      answers.add(answer.get());
    }
    assertThat(answers).allSatisfy(a -> assertThat(a.status()).as(a.text()).isLessThan(500));
    return answers;
  }

  private static List<Callable<Answer>> many(Callable<Answer> call) {
    return Collections.nCopies(PEOPLE, call);
  }

  private static long count(List<Answer> answers, int status) {
    return answers.stream().filter(answer -> answer.status() == status).count();
  }

  @RepeatedTest(5)
  void ofManyRotationsOneWins() throws Exception {
    HeldKey key = admin.held(org, "dev");
    List<Answer> answers = together(many(() -> admin.post(key.path() + "/rotate", "")));
    assertThat(count(answers, 201)).isEqualTo(1);
    assertThat(count(answers, 409)).isEqualTo(PEOPLE - 1);
    String lineage = admin.get(key.path()).json().path("lineage").asText();
    assertThat(admin.get(path + "/keys").json().path("items").findValuesAsText("lineage"))
        .filteredOn(lineage::equals)
        .hasSize(2);
  }

  @RepeatedTest(3)
  void ofManyRotationsThatEndTheOverlapOneWins() throws Exception {
    HeldKey key = admin.held(org, "dev");
    String second =
        admin.post(key.path() + "/rotate", "").expect(201).json().path("key").path("id").asText();
    List<Answer> answers =
        together(
            many(
                () ->
                    admin.post(
                        "/api/v1/keys/" + second + "/rotate", "{\"endCurrentOverlap\":true}")));
    assertThat(count(answers, 201)).isEqualTo(1);
    assertThat(key.atTheGate()).isEqualTo(401);
  }

  @Test
  void atTheLimitNoneTooManyIsGenerated() throws Exception {
    for (int i = 0; i < 14; i++) {
      admin.held(org, "stg");
    }
    List<Answer> answers =
        together(many(() -> admin.post(Client.keysPath(org, "stg"), "{\"name\":\"k\"}")));
    assertThat(count(answers, 201)).isEqualTo(6);
    assertThat(count(answers, 409)).isEqualTo(PEOPLE - 6);
  }

  @RepeatedTest(3)
  void noKeyOutlivesADeletionThatCameAtTheSameMoment() throws Exception {
    admin.post(path + "/environments", "{\"name\":\"QA\"}").expect(201);
    HeldKey old = admin.held(org, "qa");
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < PEOPLE - 4; i++) {
      calls.add(() -> admin.post(Client.keysPath(org, "qa"), "{\"name\":\"k\"}"));
    }
    calls.add(() -> admin.post(old.path() + "/rotate", ""));
    calls.add(() -> admin.post(old.path() + "/disable", ""));
    calls.add(() -> admin.delete(path + "/environments/qa?confirm=qa"));
    calls.add(() -> admin.delete(path + "/environments/qa?confirm=qa"));
    List<Answer> answers = together(calls);
    assertThat(count(answers, 204)).isEqualTo(1);

    String entry = admin.get(path + "/bin").json().path("items").path(0).path("id").asText();
    admin.post(path + "/bin/" + entry + "/restore", "").expect(200);
    for (JsonNode key : admin.get(Client.keysPath(org, "qa")).json().path("items")) {
      assertThat(key.path("state").asText()).isEqualTo("revoked");
    }
    for (Answer answer : answers) {
      if (answer.status() == 201) {
        assertThat(HeldKey.of(answer.json(), keygate.client()).atTheGate()).isEqualTo(401);
      }
    }
    admin.delete(path + "/environments/qa?confirm=qa").expect(204);
  }

  @RepeatedTest(3)
  void oneOfManyRestorationsAndCreationsGetsTheSlug() throws Exception {
    admin.post(path + "/environments", "{\"name\":\"QA\"}").expect(201);
    admin.delete(path + "/environments/qa?confirm=qa").expect(204);
    JsonNode entries = admin.get(path + "/bin").json().path("items");
    String entry = entries.path(entries.size() - 1).path("id").asText();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < PEOPLE / 2; i++) {
      calls.add(() -> admin.post(path + "/bin/" + entry + "/restore", ""));
      calls.add(() -> admin.post(path + "/environments", "{\"name\":\"QA\"}"));
    }
    List<Answer> answers = together(calls);
    assertThat(count(answers, 200) + count(answers, 201)).isEqualTo(1);
    admin.delete(path + "/environments/qa?confirm=qa").expect(204);
  }

  @RepeatedTest(3)
  void aBulkRevocationKillsExactlyWhatItCounts() throws Exception {
    List<HeldKey> doomed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      doomed.add(admin.held(org, "dev", "{\"name\":\"doomed\"}"));
    }
    List<Callable<Answer>> calls = new ArrayList<>();
    String bulk = "{\"filter\":{\"q\":\"doomed\"},\"dryRun\":false,\"expectedCount\":5}";
    for (int i = 0; i < PEOPLE / 2; i++) {
      calls.add(() -> admin.post(path + "/keys/revoke", bulk));
      calls.add(() -> admin.post(Client.keysPath(org, "prd"), "{\"name\":\"k\"}"));
    }
    List<Answer> answers = together(calls);
    assertThat(count(answers, 200)).isEqualTo(1);
    assertThat(count(answers, 201)).isEqualTo(PEOPLE / 2);
    for (HeldKey key : doomed) {
      assertThat(key.atTheGate()).isEqualTo(401);
    }
    for (Answer answer : answers) {
      if (answer.status() == 201) {
        HeldKey key = HeldKey.of(answer.json(), keygate.client());
        assertThat(key.atTheGate()).isEqualTo(200);
        admin.post(key.path() + "/revoke", "").expect(200);
      }
    }
  }

  @Test
  void aBulkRevocationHasAllOrNoneOfWhatIsGeneratedMeanwhile() throws Exception {
    List<HeldKey> first = List.of(admin.held(org, "dev"), admin.held(org, "dev"));
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < PEOPLE / 2; i++) {
      int expected = 2 + i;
      calls.add(
          () ->
              admin.post(
                  path + "/keys/revoke",
                  "{\"filter\":{},\"dryRun\":false,\"expectedCount\":" + expected + "}"));
      calls.add(() -> admin.post(Client.keysPath(org, "prd"), "{\"name\":\"k\"}"));
    }
    List<Answer> answers = together(calls);
    long revoked = 0;
    for (Answer answer : answers) {
      revoked += answer.status() == 200 ? answer.json().path("count").asLong() : 0;
    }
    long dead = 0;
    for (JsonNode key : admin.get(path + "/keys?state=revoked").json().path("items")) {
      assertThat(key.path("state").asText()).isEqualTo("revoked");
      dead++;
    }
    assertThat(dead).isEqualTo(revoked);
    assertThat(first.get(0).atTheGate()).isEqualTo(first.get(1).atTheGate());
  }
}
