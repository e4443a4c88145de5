package io.keygate.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While requests stream in, keys are closed in every way there is. No request that begins after the
 * change was answered gets a 2xx, and none ever gets a 5xx.
 */
class DeadKeysIT {
  private static final int CALLERS = 8;
  private static final int ROUNDS = 6;
  private static final int LATE = 25;
  private static final int LEAST_REQUESTS = 10_000;
  private static final AtomicLong REQUESTS = new AtomicLong();

  private static final RunningKeygate OTHER_NODE = otherNode();

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final ExecutorService pool = Executors.newFixedThreadPool(CALLERS);

  /** Closes the gate to a key, and returns when that was answered. */
  interface Closing {
    void close(Client admin, String org, HeldKey key) throws Exception;
  }

  static Stream<Arguments> closings() {
    return Stream.of(
        arguments("revoke", (a, org, key) -> a.post(key.path() + "/revoke", "").expect(200)),
        arguments("disable", (a, org, key) -> a.post(key.path() + "/disable", "").expect(200)),
        arguments(
            "rotate without overlap",
            (a, org, key) -> a.post(key.path() + "/rotate", "{\"overlap\":\"PT0S\"}").expect(201)),
        arguments(
            "end the overlap",
            (a, org, key) -> {
              a.post(key.path() + "/rotate", "").expect(201);
              a.patch(key.path() + "/overlap", "{\"endsAt\":\"2020-01-01T00:00:00Z\"}").expect(200);
            }),
        arguments(
            "shut out the address",
            (a, org, key) ->
                a.patch(key.path(), "{\"allowedCidrs\":[\"192.0.2.0/24\"]}").expect(200)),
        arguments(
            "expire",
            (a, org, key) -> {
              Instant end = Instant.now().plusMillis(400);
              a.patch(key.path(), "{\"expiresAt\":\"" + end + "\"}").expect(200);
              Await.until("it is expired", Duration.ofSeconds(5), () -> Instant.now().isAfter(end));
            }),
        arguments(
            "delete the environment",
            (a, org, key) ->
                a.delete("/api/v1/organizations/" + org + "/environments/qa?confirm=qa")
                    .expect(204)),
        arguments(
            "delete the project",
            (a, org, key) ->
                a.delete(
                        "/api/v1/organizations/"
                            + org
                            + "/projects/default-project?confirm=default-project")
                    .expect(204)),
        arguments(
            "delete the organization",
            (a, org, key) ->
                a.delete("/api/v1/organizations/" + org + "?confirm=" + org).expect(204)),
        arguments(
            "revoke in bulk",
            (a, org, key) ->
                a.post(
                        "/api/v1/organizations/" + org + "/keys/revoke",
                        "{\"filter\":{},\"dryRun\":false,\"expectedCount\":1}")
                    .expect(200)));
  }

  private static Arguments arguments(String name, Closing closing) {
    return Arguments.of(name, closing);
  }

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closings")
  void getNo2xxAfterTheAnswer(String name, Closing closing) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String org = admin.newOrganization();
      admin.post("/api/v1/organizations/" + org + "/environments", "{\"name\":\"QA\"}").expect(201);
      HeldKey key = admin.held(org, "qa");
      var answered = new AtomicBoolean();
      var running = new CountDownLatch(CALLERS);
      List<Future<Integer>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        boolean ingest = i % 2 == 0;
        // Half of them ask the node that knows nothing of the change but what the database says.
        HeldKey there = i % 4 < 2 ? key : key.at(OTHER_NODE.client());
        callers.add(pool.submit(() -> late2xx(there, ingest, running, answered)));
      }
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      closing.close(admin, org, key);
      answered.set(true);
      for (Future<Integer> caller : callers) {
        assertThat(caller.get()).as(name + ": 2xx after the answer").isZero();
      }
    }
  }

  /** Asks on and on, and some more times after the answer; how many of those got a 2xx. */
  private static int late2xx(
      HeldKey key, boolean ingest, CountDownLatch running, AtomicBoolean answered) {
    int late2xx = 0;
    int before = 0;
    for (int late = 0; late < LATE; ) {
      boolean after = answered.get();
      int status =
          ingest
              ? key.holder().traces(Spans.json(Spans.newTraceId(), Spans.newSpanId(), "s")).status()
              : key.atTheGate();
      REQUESTS.incrementAndGet();
      assertThat(status).isIn(200, 401);
      if (after) {
        late++;
        late2xx += status == 200 ? 1 : 0;
      } else if (++before == 10) {
        running.countDown();
      }
    }
    return late2xx;
  }

  /** A body that was begun before, and ends after the answer, is not taken. */
  @Test
  void noBodyThatEndsAfterTheAnswerIsTaken() throws Exception {
    String org = admin.newOrganization();
    HeldKey key = admin.held(org, "dev");
    HeldKey other = admin.held(org, "dev");
    for (HeldKey sender : List.of(key, other)) {
      byte[] body = Spans.json(Spans.newTraceId(), Spans.newSpanId(), "slow").getBytes(UTF_8);
      URI uri = URI.create(keygate.url());
      try (var socket = new Socket(uri.getHost(), uri.getPort())) {
        String head =
            "POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer "
                + sender.secret()
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(body, 0, 10);
        socket.getOutputStream().flush();
        Await.until(
            "the key was verified",
            Duration.ofSeconds(20),
            () -> !admin.get(sender.path()).json().path("lastUsedAt").isNull());
        if (sender.equals(key)) {
          admin.post(key.path() + "/revoke", "").expect(200);
        }
        socket.getOutputStream().write(body, 10, body.length - 10);
        socket.getOutputStream().flush();
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).startsWith(sender.equals(key) ? "HTTP/1.1 401" : "HTTP/1.1 200");
      }
    }
  }

  @AfterAll
  static void wereAskedOftenEnough() {
    assertThat(REQUESTS.get()).isGreaterThan(LEAST_REQUESTS);
    OTHER_NODE.close();
  }

  /** Shares nothing with the first node but the database and the peppers. */
  private static RunningKeygate otherNode() {
    RunningKeygate first = RunningKeygate.shared();
    return RunningKeygate.start(RunningKeygate.freshHome(), first.forAnotherNode());
  }
}
