package io.keygate.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.platform.security.Access;
import io.keygate.platform.security.Access.Least;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The admin API in the document is the one in the code. */
class AdminApiDocumentIT {
  private final Document document = Document.served();

  static Stream<RestEndpoint> endpoints() {
    return RestEndpoint.all().stream();
  }

  @Test
  void isWhatTheCodeHasAndNoMore() {
    assertThat(document.operations().stream().filter(Operation::isOfAdminApi))
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(
            RestEndpoint.all().stream().map(RestEndpoint::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void isDescribed(RestEndpoint endpoint) {
    Operation operation = document.operation(endpoint.verb(), endpoint.path());
    assertThat(operation.node().path("summary").asText()).isNotEmpty();
    Least least = endpoint.method().getAnnotation(Access.class).value();
    assertThat(operation.node().path("x-least-role").asText())
        .isEqualTo(
            least == Least.ANYONE
                ? "none"
                : least.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (least == Least.ANYONE) {
      assertThat(operation.node().path("security").isArray()).isTrue();
      assertThat(operation.node().path("security")).isEmpty();
    } else {
      assertThat(operation.node().has("security")).isFalse();
      assertThat(document.problems(operation.response("401"))).contains("unauthenticated");
    }
    assertThat(document.problems(operation.response("500"))).containsExactly("internal");
    assertThat(document.problems(operation.response("503"))).containsExactly("unavailable");
    if (endpoint.path().contains("{")) {
      assertThat(document.problems(operation.response("404"))).contains("not-found");
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void saysWhatSuccessIs(RestEndpoint endpoint) {
    Operation operation = document.operation(endpoint.verb(), endpoint.path());
    List<String> statuses = new ArrayList<>();
    operation.node().path("responses").fieldNames().forEachRemaining(statuses::add);
    List<String> good = statuses.stream().filter(status -> status.startsWith("2")).toList();
    if (good.isEmpty()) {
      // Where a browser is led elsewhere, and nothing is shown.
      assertThat(statuses).contains("303");
    }
    for (String status : good) {
      JsonNode response = operation.response(status);
      assertThat(response.path("headers").has("X-Request-Id")).isTrue();
      assertThat(response.path("headers").has("Location")).isEqualTo(status.equals("201"));
      assertThat(response.has("content")).as(status).isEqualTo(!status.equals("204"));
      response.path("content").forEach(media -> assertThat(media.has("schema")).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void describesEveryParameter(RestEndpoint endpoint) {
    JsonNode operation = document.operation(endpoint.verb(), endpoint.path()).node();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode resolved = document.resolved(parameter);
      assertThat(resolved.path("description").asText()).as(resolved.toString()).isNotEmpty();
      assertThat(resolved.has("schema")).as(resolved.toString()).isTrue();
    }
  }

  @Test
  void hasTheConstraintsAndNullsOfItsRecords() {
    JsonNode wanted = document.components("schemas").path("NewApiKey");
    assertThat(Document.texts(wanted.path("required"))).containsExactly("name");
    assertThat(wanted.path("additionalProperties").isBoolean()).isTrue();
    JsonNode fields = wanted.path("properties");
    assertThat(fields.path("name").path("maxLength").asInt()).isEqualTo(100);
    assertThat(fields.path("owner").path("format").asText()).isEqualTo("email");
    assertThat(fields.path("expiresIn").path("format").asText()).isEqualTo("duration");
    assertThat(Document.texts(fields.path("expiresAt").path("type")))
        .containsExactly("string", "null");
    JsonNode key = document.components("schemas").path("ApiKeyView");
    assertThat(Document.texts(key.path("required"))).contains("id", "expiresAt");
    JsonNode page = document.components("schemas").path("PageApiKeyView");
    assertThat(Document.texts(page.path("required"))).containsExactly("items");
    assertThat(Document.texts(document.components("schemas").path("KeyState").path("enum")))
        .containsExactly("active", "disabled", "overlap", "expired", "revoked");
  }

  @Test
  void saysWhichBodyMayBeLeftOut() {
    assertThat(body("/api/v1/keys/{key}/revoke").path("required").asBoolean(true)).isFalse();
    assertThat(Document.names(body("/api/v1/keys/{key}/revoke").path("content")))
        .containsExactly("application/json");
    assertThat(body("/api/v1/login").path("required").asBoolean()).isTrue();
  }

  private JsonNode body(String path) {
    return document.operation("POST", path).node().path("requestBody");
  }
}
