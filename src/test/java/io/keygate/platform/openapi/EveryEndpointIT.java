package io.keygate.platform.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the document: for each operation there is a row of the table below, and with it the
 * operation does what the document says, for those that it says, and for nobody else.
 */
class EveryEndpointIT {
  private static final Document DOCUMENT = Document.served();
  private static final RunningKeygate KEYGATE = RunningKeygate.shared();
  private static final Client ADMIN = KEYGATE.client().admin();

  /** What a row is about: an organization of its own with something of everything. */
  private static final class World {
    final String org = ADMIN.newOrganization();
    final String path = "/api/v1/organizations/" + org;
    final HeldKey key;
    final String entry;

    World() {
      ADMIN.post(path + "/environments", "{\"name\":\"qa\"}").expect(201);
      ADMIN.post(path + "/projects", "{\"name\":\"shop\"}").expect(201);
      ADMIN.post(path + "/projects/shop/environments", "{\"name\":\"own\"}").expect(201);
      ADMIN.post(path + "/environments", "{\"name\":\"gone\"}").expect(201);
      ADMIN.delete(path + "/environments/gone?confirm=gone").expect(204);
      entry = ADMIN.get(path + "/bin").json().path("items").path(0).path("id").asText();
      key = ADMIN.held(org, "dev");
    }
  }

  /** A request that succeeds in a fresh world. */
  private record Row(String path, @Nullable String type, byte @Nullable [] body) {
    static Row of(String path) {
      return new Row(path, null, null);
    }

    static Row of(String path, String json) {
      return new Row(path, "application/json", json.getBytes(UTF_8));
    }

    Answer send(Client client, String verb) {
      return client.send(
          verb,
          path,
          type,
          body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    }
  }

  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  private static final String SHOP = "/projects/shop";
  private static final String DEV_KEYS = "/projects/default-project/environments/dev/keys";
  private static final String IMAGES = "/v2/traces/1/spans/2/images";

  private static final Map<String, Function<World, Row>> TABLE =
      Map.ofEntries(
          entry("Login_login", w -> Row.of("/api/v1/login", login())),
          entry("Me_read", w -> Row.of("/api/v1/me")),
          entry("Me_changePassword", w -> Row.of("/api/v1/me/password", newPassword())),
          entry("Organizations_list", w -> Row.of("/api/v1/organizations")),
          entry("Organizations_create", w -> Row.of("/api/v1/organizations", named(w.org + " b"))),
          entry("Organizations_read", w -> Row.of(w.path)),
          entry("Organizations_change", w -> Row.of(w.path, "{\"retentionHours\":5}")),
          entry("Organizations_delete", w -> Row.of(w.path + "?confirm=" + w.org)),
          entry("OrganizationEnvironments_list", w -> Row.of(w.path + "/environments")),
          entry(
              "OrganizationEnvironments_create", w -> Row.of(w.path + "/environments", named("a"))),
          entry("OrganizationEnvironments_read", w -> Row.of(w.path + "/environments/qa")),
          entry(
              "OrganizationEnvironments_change",
              w -> Row.of(w.path + "/environments/qa", "{\"protected\":true}")),
          entry(
              "OrganizationEnvironments_delete",
              w -> Row.of(w.path + "/environments/qa?confirm=qa")),
          entry("Projects_list", w -> Row.of(w.path + "/projects")),
          entry("Projects_create", w -> Row.of(w.path + "/projects", named("a"))),
          entry("Projects_read", w -> Row.of(w.path + SHOP)),
          entry("Projects_rename", w -> Row.of(w.path + SHOP, named("b"))),
          entry("Projects_delete", w -> Row.of(w.path + SHOP + "?confirm=shop")),
          entry("ProjectEnvironments_list", w -> Row.of(w.path + SHOP + "/environments")),
          entry(
              "ProjectEnvironments_create",
              w -> Row.of(w.path + SHOP + "/environments", named("a"))),
          entry("ProjectEnvironments_read", w -> Row.of(w.path + SHOP + "/environments/own")),
          entry(
              "ProjectEnvironments_change",
              w -> Row.of(w.path + SHOP + "/environments/prd", "{\"protected\":false}")),
          entry(
              "ProjectEnvironments_delete",
              w -> Row.of(w.path + SHOP + "/environments/own?confirm=own")),
          entry("StreamKeys_list", w -> Row.of(w.path + DEV_KEYS)),
          entry("StreamKeys_generate", w -> Row.of(w.path + DEV_KEYS, named("a"))),
          entry("OrganizationKeys_list", w -> Row.of(w.path + "/keys?state=active")),
          entry("OrganizationKeys_revoke", w -> Row.of(w.path + "/keys/revoke", revokeOne())),
          entry("Keys_read", w -> Row.of(w.key.path())),
          entry("Keys_change", w -> Row.of(w.key.path(), "{\"note\":\"n\"}")),
          entry("Keys_disable", w -> Row.of(w.key.path() + "/disable")),
          entry("Keys_enable", w -> Row.of(disabled(w) + "/enable")),
          entry("Keys_revoke", w -> Row.of(w.key.path() + "/revoke", "{\"reason\":\"r\"}")),
          entry("Keys_rotate", w -> Row.of(w.key.path() + "/rotate", "{\"overlap\":\"PT1H\"}")),
          entry(
              "Keys_moveOverlap",
              w -> Row.of(rotated(w) + "/overlap", "{\"endsAt\":\"2020-01-01T00:00:00Z\"}")),
          entry("Bin_list", w -> Row.of(w.path + "/bin")),
          entry("Bin_restore", w -> Row.of(w.path + "/bin/" + w.entry + "/restore", "{}")),
          entry("Gate_exportTraces", w -> Row.of("/v1/traces", span())),
          entry("Gate_exportTracesAtRoot", w -> Row.of("/", span())),
          entry("Gate_exportMetrics", w -> Row.of("/v1/metrics", "{\"resourceMetrics\":[]}")),
          entry("Gate_exportLogs", w -> Row.of("/v1/logs", "{\"resourceLogs\":[]}")),
          entry("Gate_verify", w -> Row.of("/v1/verify")),
          entry("Gate_prompts", w -> Row.of("/v1/traceloop/prompts")),
          entry("Gate_tracingAllowList", w -> Row.of("/v1/traceloop/pii/tracing-allow-list")),
          entry(
              "Gate_createTenant",
              w -> Row.of("/v2/organizations", "{\"org_name\":\"" + w.org + " t\"}")),
          entry("Gate_findSpans", w -> Row.of("/v2/warehouse/spans?from_timestamp_sec=0")),
          entry("Gate_announceImage", w -> Row.of(IMAGES, "{}")),
          entry("Gate_sendImage", w -> new Row(IMAGES + "/content", "image/png", new byte[9])),
          entry("Gate_putImage", w -> new Row(IMAGES + "/content", "image/png", new byte[9])),
          entry("Audit_read", w -> Row.of(w.path + "/audit")),
          entry("Audit_lookup", w -> Row.of(w.path + "/audit/lookup", secret(w.key))),
          entry("Audit_verification", w -> Row.of(w.path + "/audit/verification")),
          entry("Chains_list", w -> Row.of("/api/v1/audit/chains")),
          entry("Chains_read", w -> Row.of("/api/v1/audit/chains/platform/events")),
          entry("Chains_verification", w -> Row.of("/api/v1/audit/chains/platform/verification")),
          entry("Chains_schema", w -> Row.of("/api/v1/audit/schema")),
          entry("Health_all", w -> Row.of("/health")),
          entry("Health_live", w -> Row.of("/health/live")),
          entry("Health_ready", w -> Row.of("/health/ready")));

  private static String named(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  private static String login() {
    return "{\"username\":\"admin\",\"password\":\"" + RunningKeygate.PASSWORD + "\"}";
  }

  private static String newPassword() {
    return "{\"current\":\"" + RunningKeygate.PASSWORD + "\",\"next\":\"another battery\"}";
  }

  private static String secret(HeldKey key) {
    return "{\"secret\":\"" + key.secret() + "\"}";
  }

  private static String span() {
    return Spans.json(Spans.newTraceId(), Spans.newSpanId(), "s");
  }

  private static String revokeOne() {
    return "{\"filter\":{},\"dryRun\":false,\"expectedCount\":1}";
  }

  private static String disabled(World world) {
    ADMIN.post(world.key.path() + "/disable", "").expect(200);
    return world.key.path();
  }

  private static String rotated(World world) {
    ADMIN.post(world.key.path() + "/rotate", "").expect(201);
    return world.key.path();
  }

  @Test
  void theTableHasEveryOperationAndNoOther() {
    assertThat(DOCUMENT.operations())
        .extracting(EveryEndpointIT::id)
        .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
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
    Row row = requireNonNull(TABLE.get(id(operation))).apply(world);
    String least = operation.node().path("x-least-role").asText();
    boolean keys = operation.node().path("security").findValue("apiKey") != null;
    boolean open = operation.node().path("security").isEmpty() && operation.node().has("security");
    if (!open) {
      fits(operation, row.send(KEYGATE.client(), operation.verb()), 401);
      Client wrongCredential = keys ? ADMIN : world.key.holder();
      fits(operation, row.send(wrongCredential, operation.verb()), 401);
    }
    for (String role : List.of("viewer", "member", "admin", "owner", "auditor")) {
      if (role.equals(least)) {
        Client stranger = Accounts.add(KEYGATE, null, null);
        fits(operation, row.send(stranger, operation.verb()), 404);
        refuseTheRoleBelow(operation, row, world.org, role);
      }
    }
    if (least.equals("platform-admin")) {
      fits(operation, row.send(Accounts.add(KEYGATE, world.org, "OWNER"), operation.verb()), 403);
    }
    Client allowed = keys ? world.key.holder() : whoMay(operation, least, world.org);
    Answer answer = row.send(allowed, operation.verb());
    if (CHANGING.contains(operation.verb()) && !keys) {
      assertThat(events(answer)).as("%s leaves an event", operation).isPositive();
    }
    fits(operation, answer, answer.status());
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }

  /** How many events tell of a change by this request. */
  private static long events(Answer answer) throws SQLException {
    try (var connection = KEYGATE.database();
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

  private static void refuseTheRoleBelow(Operation operation, Row row, String org, String role)
      throws Exception {
    String below =
        switch (role) {
          case "member" -> "VIEWER";
          case "admin" -> "MEMBER";
          case "owner", "auditor" -> "ADMIN";
          default -> null;
        };
    if (below != null) {
      fits(operation, row.send(Accounts.add(KEYGATE, org, below), operation.verb()), 403);
    }
  }

  /** Somebody with the least role, and no more. */
  private static Client whoMay(Operation operation, String least, String org) throws Exception {
    return switch (least) {
      case "viewer", "member", "admin", "owner", "auditor" ->
          Accounts.add(KEYGATE, org, least.toUpperCase(Locale.ROOT));
      case "none" -> KEYGATE.client();
      case "any-token", "any-caller" -> Accounts.add(KEYGATE, org, "VIEWER");
      default -> operation.path().startsWith("/health") ? KEYGATE.client() : ADMIN;
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
    assertThat(SchemaCheck.findings(DOCUMENT, content.path(type).path("schema"), answer.json()))
        .as("%s: %s", operation, answer.text())
        .isEmpty();
  }
}
