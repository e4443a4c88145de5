package io.keygate.sdkcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario on the stage: in a project of its own, from the first span that arrives to the first
 * that is refused.
 */
final class Rehearsal {
  private static final List<String> ENVIRONMENTS = List.of("dev", "stg", "prd");

  private final Tenant tenant;
  private final Scenario scenario;
  private final String baseUrl;
  private final Http gate;

  Rehearsal(KeygateInstance keygate, Tenant tenant, Scenario scenario) {
    this.tenant = tenant;
    this.scenario = scenario;
    this.baseUrl = keygate.baseUrl();
    this.gate = new Http(baseUrl);
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
    try (Program program = Program.start(command, baseUrl + scenario.basePath(), key.secret())) {
      program.awaitLine("sent");
      new Story(spans(key)).assertArrived(environment, scenario.sdk().serviceName());
      assertThat(spans(neighbour)).as("spans in another environment").isEmpty();
      assertThat(spans(stranger)).as("spans in another project").isEmpty();

      tenant.admin().revoke(key);
      assertThat(gate.status("/v1/verify", key.secret())).as("a revoked key").isEqualTo(401);
      int before = spans(reader).size();
      program.goOn();
      program.awaitLine("survived");
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
