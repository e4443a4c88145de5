package io.keygate.platform.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.platform.openapi.Document.Operation;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every endpoint that asks for an access token × every role × {member, member of another
 * organization, no token, expired, foreign issuer, wrong audience, alg none, an API key instead}.
 * Who may what is written down here once more, from api.md: a wrong declaration is found.
 */
class EveryCallerIT {
  private static final Document DOCUMENT = Document.served();
  private static final List<String> CALLERS =
      Stream.concat(World.ROLES.stream(), Stream.of("platform-admin")).toList();

  /** Least role to operations; the column of api.md. */
  private static final Map<String, Set<String>> LEAST =
      Map.of(
          "none",
              Set.of(
                  "Login_login",
                  "Login_ways",
                  "Token_token",
                  "Session_refresh",
                  "Session_end",
                  "Session_login",
                  "Session_callback",
                  "Calendars_read",
                  "Chains_schema"),
          "any-token", Set.of("Me_read", "Me_changePassword"),
          "any-caller",
              Set.of(
                  "Organizations_list", "MyCalendar_read", "MyCalendar_create", "MyCalendar_end"),
          "viewer",
              Set.of(
                  "Organizations_read",
                  "OrganizationEnvironments_list",
                  "OrganizationEnvironments_read",
                  "Projects_list",
                  "Projects_read",
                  "ProjectEnvironments_list",
                  "ProjectEnvironments_read",
                  "StreamKeys_list",
                  "OrganizationKeys_list",
                  "OrganizationPolicy_read",
                  "EnvironmentPolicy_read",
                  "StreamPolicy_read",
                  "Reminders_list",
                  "Keys_read"),
          "member",
              Set.of(
                  "StreamKeys_generate",
                  "Keys_change",
                  "Keys_disable",
                  "Keys_enable",
                  "Keys_revoke",
                  "Keys_rotate",
                  "Keys_moveOverlap",
                  "Snooze_snooze",
                  "Snooze_end"),
          "admin",
              Set.of(
                  "OrganizationCalendar_read",
                  "OrganizationCalendar_create",
                  "OrganizationCalendar_end",
                  "OrganizationEnvironments_create",
                  "OrganizationEnvironments_change",
                  "Projects_create",
                  "Projects_rename",
                  "ProjectEnvironments_create",
                  "ProjectEnvironments_change",
                  "OrganizationPolicy_put",
                  "OrganizationPolicy_remove",
                  "EnvironmentPolicy_put",
                  "EnvironmentPolicy_remove",
                  "StreamPolicy_put",
                  "StreamPolicy_remove",
                  "OrganizationKeys_revoke"),
          "owner",
              Set.of(
                  "Organizations_change",
                  "Organizations_delete",
                  "OrganizationEnvironments_delete",
                  "Projects_delete",
                  "ProjectEnvironments_delete",
                  "Bin_list",
                  "Bin_restore",
                  "Members_list",
                  "Members_read",
                  "Members_put",
                  "Members_remove",
                  "Members_keys",
                  "KeyTransfer_transfer",
                  "People_find",
                  "GroupRoles_read",
                  "GroupRoles_replace",
                  "Webhooks_list",
                  "Webhooks_create",
                  "Webhooks_read",
                  "Webhooks_delete"),
          "auditor", Set.of("Audit_read", "Audit_lookup", "Audit_verification", "Compliance_read"),
          "platform-admin",
              Set.of(
                  "Organizations_create",
                  "Accounts_list",
                  "Accounts_create",
                  "Accounts_read",
                  "Accounts_change",
                  "Accounts_reset",
                  "Chains_list",
                  "Chains_read",
                  "Chains_verification",
                  "Gate_createTenant"));

  /** Role to the least roles that it includes (design.md section 3). */
  private static final Map<String, Set<String>> INCLUDED =
      Map.of(
          "owner", Set.of("viewer", "member", "admin", "owner", "auditor"),
          "admin", Set.of("viewer", "member", "admin"),
          "member", Set.of("viewer", "member"),
          "viewer", Set.of("viewer"),
          "auditor", Set.of("viewer", "auditor"),
          "platform-admin",
              Set.of("viewer", "member", "admin", "owner", "auditor", "platform-admin"));

  /** Who does this has no valid token afterwards. */
  private static final Set<String> ENDS_THE_TOKEN = Set.of("Me_changePassword");

  @Test
  void everyOperationThatTakesATokenHasItsLine() {
    Map<String, String> documented =
        DOCUMENT.operations().stream()
            .filter(o -> o.path().startsWith("/api") || takesToken(o))
            .collect(Collectors.toMap(EveryCallerIT::id, EveryCallerIT::documented));
    assertThat(documented).hasSizeGreaterThan(50).isEqualTo(least());
  }

  private static Map<String, String> least() {
    Map<String, String> least = new LinkedHashMap<>();
    LEAST.forEach((role, operations) -> operations.forEach(o -> least.put(o, role)));
    return least;
  }

  private static boolean takesToken(Operation operation) {
    return operation.node().path("security").findValue("accessToken") != null;
  }

  private static String documented(Operation operation) {
    JsonNode least = operation.node().path("x-least-role");
    return least.isMissingNode() ? "platform-admin" : least.asText();
  }

  private static String id(Operation operation) {
    return operation.node().path("operationId").asText();
  }

  @TestFactory
  Stream<DynamicContainer> mayWhatTheRoleMayAndNothingElse() {
    Map<String, String> least = least();
    return DOCUMENT.operations().stream()
        .filter(o -> !least.getOrDefault(id(o), "none").equals("none"))
        .map(
            o ->
                DynamicContainer.dynamicContainer(
                    id(o), tests(o, least.getOrDefault(id(o), "none"))));
  }

  private static Stream<DynamicTest> tests(Operation operation, String least) {
    return Stream.concat(
        CALLERS.stream().map(r -> DynamicTest.dynamicTest(r, () -> checkRole(operation, least, r))),
        Stream.of(
            DynamicTest.dynamicTest("of another organization", () -> strangers(operation, least)),
            DynamicTest.dynamicTest("without a valid token", () -> intruders(operation))));
  }

  private static void checkRole(Operation operation, String least, String role) throws Exception {
    var world = new World();
    Row row = requireNonNull(EndpointRows.TABLE.get(id(operation))).apply(world);
    boolean allowed = least.startsWith("any") || requireNonNull(INCLUDED.get(role)).contains(least);
    Client caller =
        ENDS_THE_TOKEN.contains(id(operation))
            ? Accounts.add(World.KEYGATE, null, null)
            : World.as(role);
    Answer answer = row.send(caller, operation.verb());
    if (allowed) {
      assertThat(row.isAnsweredBy(answer.status())).as(answer.text()).isTrue();
    } else {
      fits(operation, answer, 403);
    }
  }

  /** Whatever somebody is elsewhere: here there is nothing for it. */
  private static void strangers(Operation operation, String least) throws SQLException {
    var world = new World();
    Row row = requireNonNull(EndpointRows.TABLE.get(id(operation))).apply(world);
    if (least.startsWith("any")) {
      Answer answer = row.send(Accounts.add(World.KEYGATE, null, null), operation.verb());
      assertThat(answer.text()).doesNotContain(world.org);
      return;
    }
    String elsewhere = World.ADMIN.newOrganization();
    for (String role : World.ROLES) {
      Client stranger = Accounts.add(World.KEYGATE, elsewhere, role);
      int expected = least.equals("platform-admin") ? 403 : 404;
      fits(operation, row.send(stranger, operation.verb()), expected);
    }
  }

  private static void intruders(Operation operation) {
    var world = new World();
    Row row = requireNonNull(EndpointRows.TABLE.get(id(operation))).apply(world);
    Client nobody = World.KEYGATE.client();
    fits(operation, row.send(nobody, operation.verb()), 401);
    fits(operation, row.send(world.key.holder(), operation.verb()), 401);
    for (String role : CALLERS) {
      String username = World.username(role);
      for (String token :
          List.of(
              World.TOKENS.expired(username),
              World.TOKENS.ofForeignIssuer(username),
              World.TOKENS.forAnotherAudience(username),
              World.TOKENS.ofAnotherGeneration(username),
              World.TOKENS.unsigned(username))) {
        fits(operation, row.send(nobody.bearer(token), operation.verb()), 401);
      }
    }
  }

  /** A refusal in the form that the document says. */
  private static void fits(Operation operation, Answer answer, int status) {
    assertThat(answer.status()).as(operation + ": " + answer.text()).isEqualTo(status);
    JsonNode content =
        DOCUMENT.resolved(operation.response(Integer.toString(status))).path("content");
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    assertThat(content.path(type).isObject())
        .as("%s documents %s as %s", operation, status, type)
        .isTrue();
    assertThat(SchemaCheck.findings(DOCUMENT, content.path(type).path("schema"), answer.json()))
        .isEmpty();
  }
}
