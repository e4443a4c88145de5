package io.keygate.sdkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A scenario on the stage: in a project of its own, from the first span that arrives to the first
 * that is refused.
 */
final class Rehearsal {
  private static final List<String> ENVIRONMENTS = List.of("dev", "stg", "prd");

  /** Each SDK says it in its own words, but always with the status. */
  private static final Predicate<String> REFUSAL = Pattern.compile("\\b401\\b").asPredicate();

  private final Tenant tenant;
  private final Scenario scenario;
  private final String server;
  private final Http gate;

  Rehearsal(KeygateInstance keygate, Tenant tenant, Scenario scenario) {
    this.tenant = tenant;
    this.scenario = scenario;
    this.server = keygate.baseUrl();
    this.gate = new Http(server);
  }

  /** The environment changes from turn to turn, so that each is used. */
  void run(int turn) throws IOException, InterruptedException {
    String environment = ENVIRONMENTS.get(turn % ENVIRONMENTS.size());
    String otherEnvironment = ENVIRONMENTS.get((turn + 1) % ENVIRONMENTS.size());
    String project = tenant.createProject(scenario.name());
    ApiKey key = tenant.key(project, environment, "the SDK's");
    ApiKey reader = tenant.key(project, environment, "to look on after the revocation");
    ApiKey neighbour = tenant.key(project, otherEnvironment, "same project");
    ApiKey stranger = tenant.key(tenant.bystander(), environment, "same environment");
    assertScope(key, project, environment);

    List<String> command = scenario.sdk().command(scenario.arguments());
    String base = scenario.baseUrl(server);
    try (Program program = Program.start(command, server, base, key.secret())) {
      program.awaitLine("sent");
      new Story(spans(key)).assertArrived(environment, scenario.sdk().serviceName());
      assertThat(spans(neighbour)).as("spans in another environment").isEmpty();
      assertThat(spans(stranger)).as("spans in another project").isEmpty();

      tenant.admin().revoke(key);
      assertThat(gate.status("/v1/verify", key.secret())).as("a revoked key").isEqualTo(401);
      int before = spans(reader).size();
      program.goOn();
      assertThat(program.awaitLine("survived")).as("what the SDK says of it").anyMatch(REFUSAL);
      program.awaitSuccess();
      assertThat(spans(reader)).as("spans after the revocation").hasSize(before);
    }
  }

  private void assertScope(ApiKey key, String project, String environment)
      throws IOException, InterruptedException {
    JsonNode scope = gate.get("/v1/verify", key.secret());
    assertThat(scope.path("project").asText()).isEqualTo(project);
    assertThat(scope.path("environment").asText()).isEqualTo(environment);
  }

  private List<JsonNode> spans(ApiKey key) throws IOException, InterruptedException {
    List<JsonNode> spans = new ArrayList<>();
    gate.get("/v2/warehouse/spans?from_timestamp_sec=0&limit=100", key.secret())
        .required("spans")
        .required("data")
        .forEach(spans::add);
    return spans;
  }
}
