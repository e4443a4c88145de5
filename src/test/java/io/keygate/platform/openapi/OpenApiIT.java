package io.keygate.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.platform.problem.ProblemType;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The document as a whole, and its catalogue of problems. */
class OpenApiIT {
  private final Document document = Document.served();

  @Nested
  class TheDocument {
    private final Client anybody = RunningKeygate.shared().client();

    @Test
    void isServedToAnybodyAsYamlAndAsJson() {
      Answer yaml = anybody.get("/openapi").expect(200);
      assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
      assertThat(yaml.text()).contains("openapi: 3.1.0").contains("/v1/traces:");
      Answer json = anybody.with("Accept", "application/json").get("/openapi").expect(200);
      assertThat(json.header("Content-Type")).startsWith("application/json");
      assertThat(json.json()).isEqualTo(document.root());
    }

    @Test
    void saysWhatItIsAbout() {
      JsonNode info = document.root().path("info");
      assertThat(info.path("title").asText()).isEqualTo("Keygate");
      assertThat(info.path("version").asText()).isNotEmpty();
      assertThat(info.path("description").asText()).contains("Admin API", "Gate");
      assertThat(document.root().path("servers").findValuesAsText("url")).containsExactly("/");
    }

    @Test
    void hasNoEmptyPartsThatTheServerAdds() {
      assertThat(document.root().has("externalDocs")).isFalse();
      assertThat(document.root().path("info").has("license")).isFalse();
    }

    @Test
    void leadsNowhereInVain() {
      assertThat(document.references()).isNotEmpty().allSatisfy(document::resolved);
    }

    @Test
    void givesEveryOperationAnIdOfItsOwn() {
      List<String> ids =
          document.operations().stream().map(o -> o.node().path("operationId").asText()).toList();
      assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Z]\\w+_[a-z]\\w+"));
    }

    @Test
    void describesEveryTag() {
      List<String> described = document.root().path("tags").findValuesAsText("name");
      assertThat(document.operations())
          .allSatisfy(
              o ->
                  assertThat(Document.texts(o.node().path("tags")))
                      .as(o.toString())
                      .isNotEmpty()
                      .isSubsetOf(described));
    }

    @Test
    void describesEveryField() {
      assertThat(document.root().path("components").findValues("properties"))
          .flatExtracting(properties -> properties.properties())
          .hasSizeGreaterThan(100)
          .allSatisfy(
              field -> {
                JsonNode schema = field.getValue();
                assertThat(schema.has("$ref") || schema.has("description"))
                    .as("%s: say what it is with @Schema(description)", field)
                    .isTrue();
                assertThat(Stream.of("$ref", "type", "anyOf").anyMatch(schema::has))
                    .as("%s is there without a type: only in META-INF/openapi.yaml?", field)
                    .isTrue();
              });
    }

    @Test
    void namesNoInternals() {
      assertThat(document.components("schemas").properties())
          .extracting(Map.Entry::getKey)
          .isNotEmpty()
          .noneMatch(name -> name.matches(".*(Row|Entity|Query|Queries|Impl|Service|\\d)$"));
      assertThat(document.root().toString()).doesNotContain("io.keygate");
    }
  }

  @Nested
  class Problems {
    @Test
    void areAllInTheCatalogue() {
      JsonNode catalogue = document.root().path("x-problem-types");
      List<String> types = new ArrayList<>();
      for (ProblemType type : ProblemType.values()) {
        types.add("/problems/" + type.slug());
        assertThat(catalogue)
            .anySatisfy(
                entry -> {
                  assertThat(entry.path("type").asText()).isEqualTo("/problems/" + type.slug());
                  assertThat(entry.path("status").asInt()).isEqualTo(type.status());
                  assertThat(entry.path("title").asText()).isEqualTo(type.title());
                });
        assertThat(document.problems(document.components("responses").path(type.slug())))
            .containsExactly(type.slug());
      }
      assertThat(catalogue).hasSameSizeAs(types);
      JsonNode schema = document.components("schemas").path("Problem").path("properties");
      assertThat(Document.texts(schema.path("type").path("enum"))).containsExactlyElementsOf(types);
    }

    @Test
    void standAtTheStatusThatTheyHave() {
      for (Operation operation : document.operations()) {
        for (Map.Entry<String, JsonNode> response :
            operation.node().path("responses").properties()) {
          for (String slug : document.problems(response.getValue())) {
            int status =
                Arrays.stream(ProblemType.values())
                    .filter(type -> type.slug().equals(slug))
                    .findFirst()
                    .orElseThrow()
                    .status();
            assertThat(response.getKey()).as(operation + " " + slug).isEqualTo("" + status);
          }
        }
      }
    }
  }
}
