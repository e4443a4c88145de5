package io.keygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was answered with success is there; what cannot be is a 503; nothing needs a hand. */
class BadDaysIT {
  private static final int SENDERS = 6;

  /** More than the server has threads. */
  private static final int CROWD = 100;

  private static final String SPANS = "/v2/warehouse/spans?limit=1000&from_timestamp_sec=0";

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<Integer> otherStatuses = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void everySpanThatWasAnsweredIsThereAfterKill9() throws Exception {
    try (var keygate = RunningKeygate.start(RunningKeygate.freshHome(), Map.of())) {
      Client holder = newHolder(keygate);
      for (int round = 0; round < 2; round++) {
        int before = accepted.size();
        var stop = new AtomicBoolean();
        ExecutorService senders = send(holder, stop);
        Await.until(
            "spans are accepted", Duration.ofMinutes(1), () -> accepted.size() > before + 500);
        if (round == 0) {
          keygate.server().destroyForcibly();
        } else {
          keygate.databaseProcess().destroyForcibly();
          keygate.server().destroyForcibly();
        }
        keygate.awaitEnd();
        finish(senders, stop);
        keygate.startAgain();
        assertThat(stored(holder)).containsAll(accepted);
      }
      assertThat(otherStatuses).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsGoneIsA503AndComesBackByItself() throws Exception {
    try (var keygate = RunningKeygate.start(RunningKeygate.freshHome(), Map.of())) {
      Client admin = keygate.client().admin();
      Client holder = newHolder(keygate);
      var stop = new AtomicBoolean();
      ExecutorService senders = send(holder, stop);
      Await.until("spans are accepted", Duration.ofMinutes(1), () -> accepted.size() > 200);

      long pid = keygate.databaseProcess().pid();
      signal("STOP", pid);
      Await.until("senders are refused", Duration.ofMinutes(1), () -> refused.get() > 0);
      assertUnavailable(holder.traces("{}"));
      assertUnavailable(holder.get("/v1/verify"));
      keygate.client().bearer("kg_dev_wrong").get("/v1/verify").expect(401);
      keygate.client().get("/health/ready").expect(503);
      keygate.client().get("/health/live").expect(200);
      Answer problem = admin.get("/api/v1/organizations");
      problem.isProblem(503, "unavailable", "The database does not answer; try again in a moment.");
      assertThat(problem.header("Retry-After")).isEqualTo("2");

      signal("CONT", pid);
      int before = accepted.size();
      Await.until(
          "spans are accepted again", Duration.ofMinutes(1), () -> accepted.size() > before + 100);
      finish(senders, stop);
      assertThat(stored(holder)).containsAll(accepted);
      assertThat(otherStatuses).isEmpty();
      keygate.client().get("/health/ready").expect(200);
      admin.get("/api/v1/organizations").expect(200);
    }
  }

  @Test
  void aCrowdIsNeverToldThatItsKeysAreBad() throws Exception {
    try (var keygate = RunningKeygate.start(RunningKeygate.freshHome(), Map.of())) {
      Client holder = newHolder(keygate);
      holder.get("/v1/verify").expect(200);
      Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
      var stop = new AtomicBoolean();
      ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
      long pid = keygate.databaseProcess().pid();
      signal("STOP", pid);
      for (int i = 0; i < CROWD; i++) {
        crowd.execute(
            () -> {
              while (!stop.get()) {
                int status = holder.get("/v1/verify").status();
                answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
              }
            });
      }
      Await.until(
          "the crowd is sent away",
          Duration.ofMinutes(1),
          () -> answers.containsKey(503) && answers.get(503).get() > 20 * CROWD);
      assertThat(answers.keySet()).containsExactly(503);
      keygate.client().get("/health/live").expect(200);
      signal("CONT", pid);
      Await.until("keys are good again", Duration.ofMinutes(1), () -> answers.containsKey(200));
      finish(crowd, stop);
      assertThat(answers.keySet()).containsOnly(200, 503);
      Path log = keygate.home().resolve("log").resolve("server.log");
      assertThat(log)
          .content()
          .contains("Keys cannot be looked up: ")
          .contains("Keys can be looked up again");
    }
  }

  @Test
  void aDatabaseThatDiesIsStartedAgain() throws Exception {
    try (var keygate = RunningKeygate.start(RunningKeygate.freshHome(), Map.of())) {
      Client holder = newHolder(keygate);
      var stop = new AtomicBoolean();
      ExecutorService senders = send(holder, stop);
      Await.until("spans are accepted", Duration.ofMinutes(1), () -> accepted.size() > 200);
      keygate.databaseProcess().destroyForcibly();
      Await.until("senders are refused", Duration.ofMinutes(1), () -> refused.get() > 0);
      int before = accepted.size();
      Await.until(
          "spans are accepted again", Duration.ofMinutes(2), () -> accepted.size() > before + 100);
      finish(senders, stop);
      assertThat(stored(holder)).containsAll(accepted);
      assertThat(otherStatuses).isEmpty();
      assertThat(keygate.output()).contains("The database ended; starting it again");
    }
  }

  private static Client newHolder(RunningKeygate keygate) {
    Client admin = keygate.client().admin();
    String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
    return keygate.client().bearer(secret);
  }

  private static void assertUnavailable(Answer answer) {
    answer.expect(503);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 5);
  }

  private ExecutorService send(Client holder, AtomicBoolean stop) {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(
          () -> {
            while (!stop.get()) {
              String spanId = Spans.newSpanId();
              try {
                int status = holder.traces(Spans.json(Spans.newTraceId(), spanId, "sent")).status();
                if (status == 200) {
                  accepted.add(spanId);
                } else if (status == 503) {
                  refused.incrementAndGet();
                } else {
                  otherStatuses.add(status);
                }
              } catch (UncheckedIOException e) {
                refused.incrementAndGet();
              }
            }
          });
    }
    return senders;
  }

  private static void finish(ExecutorService senders, AtomicBoolean stop)
      throws InterruptedException {
    stop.set(true);
    senders.shutdown();
    assertThat(senders.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
  }

  private static Set<String> stored(Client holder) {
    Set<String> ids = new HashSet<>();
    String cursor = "";
    do {
      JsonNode spans = holder.get(SPANS + "&cursor=" + cursor).expect(200).json().path("spans");
      spans.path("data").forEach(span -> ids.add(span.path("span_id").asText()));
      cursor = spans.path("next_cursor").asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(pid));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
