package io.keygate.platform.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the document: for each operation there is a row, and with it the operation does what the
 * document says for whoever has the least role. Who else may is told by {@link EveryCallerIT}.
 */
class EveryEndpointIT {
  private static final Document DOCUMENT = Document.served();
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Each access token of a session has its own event no more than each request has. */
  private static final Set<String> WITHOUT_EVENT = Set.of("Session_refresh");

  @Test
  void theTableHasEveryOperationAndNoOther() {
    assertThat(DOCUMENT.operations())
        .extracting(EveryEndpointIT::id)
        .containsExactlyInAnyOrderElementsOf(EndpointRows.TABLE.keySet());
  }

  private static String id(Operation operation) {
    return operation.node().path("operationId").asText();
  }

  @TestFactory
  Stream<DynamicTest> doesWhatTheDocumentSays() {
    return DOCUMENT.operations().stream()
        .map(o -> DynamicTest.dynamicTest(id(o) + " " + o, () -> check(o)));
  }

  private static void check(Operation operation) throws Exception {
    var world = new World();
    Row row = requireNonNull(EndpointRows.TABLE.get(id(operation))).apply(world);
    String least = operation.node().path("x-least-role").asText();
    boolean keys = operation.node().path("security").findValue("apiKey") != null;
    boolean open = operation.node().path("security").isEmpty() && operation.node().has("security");
    if (!open) {
      fits(operation, row.send(World.KEYGATE.client(), operation.verb()), 401);
      Client wrongCredential = keys ? World.ADMIN : world.key.holder();
      fits(operation, row.send(wrongCredential, operation.verb()), 401);
    }
    Client allowed = keys ? world.key.holder() : whoMay(operation, least);
    Answer answer = row.send(allowed, operation.verb());
    if (CHANGING.contains(operation.verb()) && !keys && !WITHOUT_EVENT.contains(id(operation))) {
      assertThat(events(answer)).as("%s leaves an event", operation).isPositive();
    }
    fits(operation, answer, answer.status());
    assertThat(row.isAnsweredBy(answer.status())).as(answer.text()).isTrue();
  }

  /** How many events tell of a change by this request. */
  private static long events(Answer answer) throws SQLException {
    try (var connection = World.KEYGATE.database();
        var statement =
            connection.prepareStatement(
                "select count(*) from audit_event where outcome = 'success' and body like ?")) {
      statement.setString(1, "%\"requestId\":\"" + answer.header("X-Request-Id") + "\"%");
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Somebody with the least role, and no more. */
  private static Client whoMay(Operation operation, String least) throws SQLException {
    if (World.ROLES.contains(least)) {
      return World.as(least);
    }
    return switch (least) {
      case "any-token", "any-caller" -> Accounts.add(World.KEYGATE, null, null);
      case "platform-admin" -> World.ADMIN;
      default -> {
        boolean token = operation.node().path("security").findValue("accessToken") != null;
        yield token ? World.ADMIN : World.KEYGATE.client();
      }
    };
  }

  /** The answer is one that the document has, in its form. */
  private static void fits(Operation operation, Answer answer, int status) {
    assertThat(answer.status()).as(operation + ": " + answer.text()).isEqualTo(status);
    JsonNode response = operation.response(Integer.toString(status));
    assertThat(response.isMissingNode()).as("%s documents %s", operation, status).isFalse();
    JsonNode content = DOCUMENT.resolved(response).path("content");
    if (status == 204) {
      assertThat(answer.bytes()).isEmpty();
      return;
    }
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    assertThat(content.path(type).isObject())
        .as("%s documents %s as %s", operation, status, type)
        .isTrue();
    if (!type.endsWith("json")) {
      return;
    }
    assertThat(SchemaCheck.findings(DOCUMENT, content.path(type).path("schema"), answer.json()))
        .as("%s: %s", operation, answer.text())
        .isEmpty();
  }
}
