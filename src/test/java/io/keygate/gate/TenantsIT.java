package io.keygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v2/organizations}, as Traceloop documents it. */
class TenantsIT {
  private static final String PATH = "/v2/organizations";

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String name = "Tenant " + Long.toString(System.nanoTime(), 36);

  @Test
  void makesAnOrganizationWithAKeyForEachEnvironment() {
    Answer answer =
        admin
            .post(
                PATH,
                "{\"org_name\":\"" + name + "\",\"envs\":[\"QA\",\"prd\"],\"retention_hours\":24}")
            .expect(201);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    String org = answer.json().path("org_id").asText();
    JsonNode environments = answer.json().path("environments");
    assertThat(environments.findValuesAsText("slug")).containsExactly("dev", "stg", "prd", "qa");
    for (JsonNode environment : environments) {
      JsonNode verified =
          keygate
              .client()
              .bearer(environment.path("api_key").asText())
              .get("/v1/verify")
              .expect(200)
              .json();
      assertThat(verified.path("organization").asText()).isEqualTo(org);
      assertThat(verified.path("project").asText()).isEqualTo("default-project");
      assertThat(verified.path("environment")).isEqualTo(environment.path("slug"));
    }
    JsonNode made = admin.get("/api/v1/organizations/" + org).expect(200).json();
    assertThat(made.path("retentionHours").asInt()).isEqualTo(24);
    assertThat(made.path("name").asText()).isEqualTo(name);
  }

  @Test
  void refusesWhatIsTakenAndMakesNothing() {
    String body = "{\"org_name\":\"" + name + "\"}";
    String path =
        "/api/v1/organizations/"
            + admin.post(PATH, body).expect(201).json().path("org_id").asText();
    assertThat(admin.get(path + "/keys").json().path("items")).hasSize(3);
    Answer again = admin.post(PATH, body).expect(409);
    assertThat(again.json().path("error").asText()).endsWith("already.");
    assertThat(admin.get(path + "/keys").json().path("items")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                       | org_name: must not be blank
          {"org_name":" "}                         | org_name: must not be blank
          {"org_name":"x","retention_hours":0}     | retention_hours: must be greater than or equal to 1
          {"org_name":"x","retention_hours":721}   | retention_hours: must be less than or equal to 720
          {"org_name":"x","envs":[""]}             | envs[0]: must not be blank
          {"org_name":"x","environments":[]}       | environments: is not a field of this request
          {"org_name":["x"]}                       | org_name: has a value of the wrong form
          {                                        | The body is not the JSON of this request.
          null                                     | The body is not the JSON of this request.
          """)
  void refusesWhatIsWrong(String body, String error) {
    Answer answer = admin.post(PATH, body).expect(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
  }

  @Test
  void asksForAPlatformAdminsTokenAndNeverForAKey() throws Exception {
    String body = "{\"org_name\":\"" + name + "\"}";
    HeldKey key = admin.held(admin.newOrganization(), "dev");
    for (Client nobody :
        List.of(keygate.client(), key.holder(), keygate.client().bearer("not.a.token"))) {
      Answer answer = nobody.post(PATH, body).expect(401);
      assertThat(answer.header("Content-Type")).startsWith("application/json");
      assertThat(answer.json().path("error").asText()).isNotEmpty();
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
    Client owner = Accounts.add(keygate, admin.newOrganization(), "OWNER");
    assertThat(owner.post(PATH, body).expect(403).json().path("error").asText())
        .isEqualTo("This needs a platform admin.");
    Answer got = admin.get(PATH).expect(405);
    assertThat(got.header("Allow")).isEqualTo("POST");
    assertThat(got.json().path("error").asText()).isEqualTo("Use POST here.");
  }
}
