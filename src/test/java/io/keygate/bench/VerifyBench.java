package io.keygate.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /v1/verify} beside endpoints of the same server that do nothing. */
final class VerifyBench {
  private static final int CONNECTIONS = 32;
  private static final List<String> ENVIRONMENTS = List.of("dev", "stg", "prd");
  private static final int KEYS_OF_EACH = 4;

  private final KeygateInstance keygate;
  private final Schedule schedule;
  private final Series verify = new Series("GET /v1/verify", 1);
  private final Series bare = new Series("bare JAX-RS endpoint", 1);
  private final Series servlet = new Series("bare servlet", 1);
  private final Map<Series, List<RequestSource>> requests = new LinkedHashMap<>();

  VerifyBench(KeygateInstance keygate, Schedule schedule) {
    this.keygate = keygate;
    this.schedule = schedule;
  }

  void run(AdminApi admin) throws IOException, InterruptedException {
    prepare(admin);
    for (Map.Entry<Series, List<RequestSource>> each : requests.entrySet()) {
      Schedule.warmUp(
          each.getKey().name(),
          () -> HttpLoad.run(keygate.port(), each.getValue(), schedule.round()));
    }
    for (int i = 0; i < Schedule.ROUNDS; i++) {
      for (Map.Entry<Series, List<RequestSource>> each : requests.entrySet()) {
        each.getKey().add(HttpLoad.run(keygate.port(), each.getValue(), schedule.round()));
      }
    }
  }

  /** Of these two the ratio is made. */
  Series verify() {
    return verify;
  }

  Series bare() {
    return bare;
  }

  Series servlet() {
    return servlet;
  }

  private void prepare(AdminApi admin) throws IOException, InterruptedException {
    BareWar.deploy(keygate.deployments());
    List<ApiKey> keys = new ArrayList<>();
    for (String environment : ENVIRONMENTS) {
      for (int i = 0; i < KEYS_OF_EACH; i++) {
        keys.add(admin.generateKey(environment, "verify " + i));
      }
    }
    for (int i = 0; i < CONNECTIONS; i++) {
      String secret = keys.get(i % keys.size()).secret();
      requests(bare).add(HttpRequests.get(BareWar.RESOURCE));
      requests(verify).add(HttpRequests.get("/v1/verify", secret));
      requests(servlet).add(HttpRequests.get(BareWar.SERVLET));
    }
    keygate.awaitAnswer(BareWar.RESOURCE);
    keygate.awaitAnswer(BareWar.SERVLET);
  }

  private List<RequestSource> requests(Series series) {
    return requests.computeIfAbsent(series, s -> new ArrayList<>());
  }
}
