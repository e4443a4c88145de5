package io.keygate.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.platform.openapi.Document.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate in the document is the one in the code. */
class GateDocumentIT {
  private static final String TENANTS = "/v2/organizations";

  private final Document document = Document.served();

  static Stream<ServletPath> endpoints() {
    return ServletPath.ofTheGate().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void isWhatTheCodeHas(ServletPath endpoint) {
    for (String verb : endpoint.verbs()) {
      Operation operation =
          document.operations().stream()
              .filter(o -> o.verb().equals(verb) && endpoint.has(o.path()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("not in the document: " + endpoint));
      assertThat(operation.node().path("x-permission").asText()).isEqualTo(endpoint.permission());
      assertThat(operation.node().path("security").findValue("apiKey")).isNotNull();
      assertThat(Document.names(operation.node().path("responses")))
          .contains("200", "401", "500", "503");
      assertThat(operation.node().path("responses").has("403"))
          .isEqualTo(!endpoint.permission().equals("any"));
    }
  }

  @Test
  void hasNoMoreThanTheCode() {
    List<ServletPath> endpoints = ServletPath.ofTheGate();
    assertThat(document.operations())
        .filteredOn(o -> o.path().matches("/v[12]/.*"))
        .filteredOn(o -> !o.path().equals(TENANTS))
        .isNotEmpty()
        .allSatisfy(
            o ->
                assertThat(endpoints)
                    .anyMatch(e -> e.has(o.path()) && e.verbs().contains(o.verb())));
  }

  @Test
  void hasOnePathThatAsksForATokenInsteadOfAKey() {
    Operation tenants = document.operation("POST", TENANTS);
    assertThat(tenants.node().path("security").findValue("accessToken")).isNotNull();
    assertThat(tenants.node().path("security").findValue("apiKey")).isNull();
  }

  @Test
  void leavesNoServletOut() {
    List<String> paths = document.operations().stream().map(Operation::path).toList();
    assertThat(ServletPath.patterns().filter(pattern -> !pattern.equals("/__error")))
        .isNotEmpty()
        .allSatisfy(
            pattern ->
                assertThat(paths).anyMatch(path -> path.startsWith(pattern.replace("*", ""))));
  }

  @Test
  void hasTheRootAsAnotherNameOfTraces() {
    assertThat(document.operation("POST", "/").node().path("requestBody"))
        .isEqualTo(document.operation("POST", "/v1/traces").node().path("requestBody"));
  }

  @Test
  void hasTheHeadersThatClientsGoBy() {
    Operation traces = document.operation("POST", "/v1/traces");
    assertThat(headers(traces, "401")).contains("WWW-Authenticate");
    assertThat(headers(traces, "503")).contains("Retry-After");
    assertThat(headers(document.operation("GET", "/v1/verify"), "200"))
        .contains(
            "X-Keygate-Key-Id",
            "X-Keygate-Organization",
            "X-Keygate-Project",
            "X-Keygate-Environment",
            "X-Scope-OrgID");
  }

  private List<String> headers(Operation operation, String status) {
    return Document.names(document.resolved(operation.response(status)).path("headers"));
  }
}
