package io.keygate.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.platform.idempotency.Idempotent;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Examples fit their schemas, and so does what the server really answers. */
class DocumentedAnswersIT {
  private final Document document = Document.served();

  @Nested
  class Examples {
    @Test
    void areThereForEveryRequestAndAnswerOfTheAdminApi() {
      assertThat(document.operations())
          .filteredOn(Operation::isOfAdminApi)
          .allSatisfy(
              o -> {
                for (JsonNode media : bodies(o)) {
                  assertThat(media.path("examples"))
                      .as(
                          "%s: give META-INF/openapi.yaml an example named like the schema %s",
                          o, media.path("schema"))
                      .isNotEmpty();
                }
              });
    }

    @Test
    void fitTheirSchemas() {
      int count = 0;
      for (Operation operation : document.operations()) {
        for (JsonNode media : bodies(operation)) {
          List<JsonNode> values = new ArrayList<>();
          media.path("examples").forEach(e -> values.add(document.resolved(e).path("value")));
          if (media.has("example")) {
            values.add(media.path("example"));
          }
          for (JsonNode value : values) {
            assertThat(SchemaCheck.findings(document, media.path("schema"), value))
                .as("%s: %s", operation, value)
                .isEmpty();
            count++;
          }
        }
      }
      assertThat(count).isGreaterThan(50);
    }

    /** The JSON bodies of the request and of all answers. */
    private List<JsonNode> bodies(Operation operation) {
      List<JsonNode> bodies = new ArrayList<>();
      Stream.concat(
              Stream.of(operation.node().path("requestBody")),
              StreamSupport.stream(operation.node().path("responses").spliterator(), false))
          .map(body -> document.resolved(body).path("content"))
          .forEach(
              content ->
                  content
                      .properties()
                      .forEach(
                          media -> {
                            if (media.getKey().endsWith("json")) {
                              bodies.add(media.getValue());
                            }
                          }));
      return bodies;
    }
  }

  @Nested
  class RealAnswers {
    private final Client admin = RunningKeygate.shared().client().admin();
    private final String org = admin.newOrganization();
    private final String orgPath = "/api/v1/organizations/" + org;

    @Test
    void ofTheAdminApiFit() {
      fits("GET", "/api/v1/me", admin.get("/api/v1/me"));
      fits("GET", "/api/v1/organizations", admin.get("/api/v1/organizations?limit=1"));
      fits("GET", "/api/v1/organizations/{org}", admin.get(orgPath));
      String projects = "/api/v1/organizations/{org}/projects";
      fits("GET", projects, admin.get(orgPath + "/projects"));
      fits("POST", projects, admin.post(orgPath + "/projects", "{\"name\":\"Shop\"}"));
      fits("POST", projects, admin.post(orgPath + "/projects", "{\"name\":\"Shop\"}"));
      fits("POST", projects, admin.post(orgPath + "/projects", "{\"name\":\" \"}"));
      fits(
          "GET",
          projects + "/{project}/environments",
          admin.get(orgPath + "/projects/shop/environments"));
      fits("GET", projects, RunningKeygate.shared().client().get(orgPath + "/projects"));
      fits("GET", projects + "/{project}", admin.get(orgPath + "/projects/none"));
    }

    @Test
    void aboutKeysFit() {
      String keys = "/api/v1/organizations/{org}/projects/{project}/environments/{env}/keys";
      String path = Client.keysPath(org, "dev");
      Answer generated =
          admin.post(path, "{\"name\":\"k\",\"expiresIn\":\"P1D\",\"owner\":\"a@example.org\"}");
      fits("POST", keys, generated);
      fits("GET", keys, admin.get(path));
      String id = "/api/v1/keys/" + generated.json().path("key").path("id").asText();
      fits("GET", "/api/v1/keys/{key}", admin.get(id));
      fits("POST", "/api/v1/keys/{key}/revoke", admin.post(id + "/revoke", "{}"));
    }

    @Test
    void ofTheGateFit() {
      Client gate =
          RunningKeygate.shared().client().bearer(admin.newKey(org, "dev").path("secret").asText());
      fits("GET", "/v1/verify", gate.get("/v1/verify"));
      fits("GET", "/v1/verify", RunningKeygate.shared().client().get("/v1/verify"));
      fits("GET", "/v1/traceloop/prompts", gate.get("/v1/traceloop/prompts"));
      String span = Spans.json(Spans.newTraceId(), Spans.newSpanId(), "openai.chat");
      fits("POST", "/v1/traces", gate.traces(span));
      fits("POST", "/v1/traces", gate.traces(Spans.json("00", Spans.newSpanId(), "wrong id")));
      fits("POST", "/v1/traces", gate.traces("{"));
      String spans = "/v2/warehouse/spans";
      fits("GET", spans, gate.get(spans + "?from_timestamp_sec=0"));
      fits("GET", spans, gate.get(spans));
      fits("GET", "/health/ready", gate.get("/health/ready"));
    }

    private void fits(String verb, String path, Answer answer) {
      JsonNode response =
          document.resolved(
              document.operation(verb, path).response(Integer.toString(answer.status())));
      String type = answer.header("Content-Type").replaceFirst(";.*", "");
      JsonNode media = response.path("content").path(type);
      assertThat(media.isObject())
          .as("%s %s documents %s as %s", verb, path, answer.status(), type)
          .isTrue();
      assertThat(SchemaCheck.findings(document, media.path("schema"), answer.json()))
          .as("%s %s: %s", verb, path, answer.text())
          .isEmpty();
      response
          .path("headers")
          .fieldNames()
          .forEachRemaining(
              name -> {
                // NB: a first answer is none that was given before.
                boolean present = !name.equals(Idempotent.REPLAYED);
                assertThat(!answer.header(name).isEmpty())
                    .as("%s %s has %s", verb, path, name)
                    .isEqualTo(present);
              });
    }
  }
}
