package io.keygate.platform.openapi;

import static io.keygate.platform.openapi.World.KEYGATE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.keygate.access.Accounts;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** For each operation of the document a request that succeeds. */
final class EndpointRows {
  private static final String SHOP = "/projects/shop";
  private static final String DEV_KEYS = "/projects/default-project/environments/dev/keys";
  private static final String DEV = "/projects/default-project/environments/dev";
  private static final String PRD = "/environments/prd";
  private static final String POLICY = "/rotation-policy";
  private static final String DAYS = "{\"maxAge\":\"P30D\"}";
  private static final String ROLE = "{\"role\":\"viewer\"}";
  private static final String TRANSFER = "{\"from\":\"admin\",\"to\":\"bob@example.org\"}";
  private static final String GROUPS = "{\"groups\":{\"sre\":\"admin\"}}";
  private static final String MY_CALENDAR = "/api/v1/me/calendar";
  private static final String HOOK = "{\"url\":\"https://hooks.example.org/keygate\"}";
  private static final String IMAGES = "/v2/traces/1/spans/2/images";

  static final Map<String, Function<World, Row>> TABLE =
      Map.ofEntries(
          entry("Login_login", w -> Row.of("/api/v1/login", login())),
          entry("Login_ways", w -> Row.of("/api/v1/login")),
          entry("Session_refresh", w -> withSession("/api/v1/session/refresh")),
          entry("Session_end", w -> withSession("/api/v1/session/end")),
          // NB: with an identity provider scripts/idp-check tries them.
          entry("Session_login", w -> Row.of("/api/v1/session/login").giving(404)),
          entry("Session_callback", w -> Row.of("/api/v1/session/callback?code=c").giving(400)),
          entry("Token_token", w -> clientCredentials()),
          entry("Accounts_list", w -> Row.of("/api/v1/accounts")),
          entry("Accounts_create", w -> Row.of("/api/v1/accounts", account())),
          entry("Accounts_read", w -> Row.of("/api/v1/accounts/admin")),
          entry("Accounts_change", w -> Row.of(newAccount(), "{\"name\":\"n\"}")),
          entry("Accounts_reset", w -> Row.of(newAccount() + "/reset", "{}")),
          entry("Members_list", w -> Row.of(w.path + "/members")),
          entry("Members_read", w -> Row.of(w.path + "/members/admin")),
          entry("Members_put", w -> Row.of(w.path + "/members/" + someone(), ROLE)),
          entry("Members_remove", w -> Row.of(w.path + "/members/" + member(w))),
          entry("Members_keys", w -> Row.of(w.path + "/members/admin/keys")),
          entry("People_find", w -> Row.of(w.path + "/people?q=person")),
          entry("KeyTransfer_transfer", w -> Row.of(w.path + "/keys/transfer", TRANSFER)),
          entry("GroupRoles_read", w -> Row.of(w.path + "/group-roles")),
          entry("GroupRoles_replace", w -> Row.of(w.path + "/group-roles", GROUPS)),
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
          entry("OrganizationPolicy_read", w -> Row.of(w.path + POLICY)),
          entry("OrganizationPolicy_put", w -> Row.of(w.path + POLICY, DAYS)),
          entry("OrganizationPolicy_remove", w -> Row.of(w.path + POLICY)),
          entry("EnvironmentPolicy_read", w -> Row.of(w.path + PRD + POLICY)),
          entry("EnvironmentPolicy_put", w -> Row.of(w.path + PRD + POLICY, DAYS)),
          entry("EnvironmentPolicy_remove", w -> Row.of(w.path + PRD + POLICY)),
          entry("StreamPolicy_read", w -> Row.of(w.path + DEV + POLICY)),
          entry("StreamPolicy_put", w -> Row.of(w.path + DEV + POLICY, DAYS)),
          entry("StreamPolicy_remove", w -> Row.of(streamPolicy(w))),
          entry("Reminders_list", w -> Row.of(w.path + "/reminders")),
          entry("Snooze_snooze", w -> Row.of(w.key.path() + "/snooze", snooze())),
          entry("Snooze_end", w -> Row.of(snoozed(w) + "/snooze")),
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
          entry(
              "Gate_sendImage",
              w -> new Row(IMAGES + "/content", "image/png", new byte[9], Map.of(), 0)),
          entry(
              "Gate_putImage",
              w -> new Row(IMAGES + "/content", "image/png", new byte[9], Map.of(), 0)),
          entry("Webhooks_list", w -> Row.of(w.path + "/webhooks")),
          entry("Webhooks_create", w -> Row.of(w.path + "/webhooks", HOOK)),
          entry("Webhooks_read", w -> Row.of(w.path + "/webhooks/" + webhook(w))),
          entry("Webhooks_delete", w -> Row.of(w.path + "/webhooks/" + webhook(w))),
          entry("OrganizationCalendar_read", w -> Row.of(calendar(w))),
          entry("OrganizationCalendar_create", w -> Row.of(w.path + "/calendar")),
          entry("OrganizationCalendar_end", w -> Row.of(calendar(w))),
          entry("MyCalendar_read", w -> Row.of(MY_CALENDAR).after(MY_CALENDAR)),
          entry("MyCalendar_create", w -> Row.of(MY_CALENDAR)),
          entry("MyCalendar_end", w -> Row.of(MY_CALENDAR).after(MY_CALENDAR)),
          entry("Calendars_read", w -> Row.of(feed(w))),
          entry("Audit_read", w -> Row.of(w.path + "/audit")),
          entry("Audit_lookup", w -> Row.of(w.path + "/audit/lookup", secret(w.key))),
          entry("Audit_verification", w -> Row.of(w.path + "/audit/verification")),
          entry("Compliance_read", w -> Row.of(w.path + "/compliance")),
          entry("Chains_list", w -> Row.of("/api/v1/audit/chains")),
          entry("Chains_read", w -> Row.of("/api/v1/audit/chains/platform/events")),
          entry("Chains_verification", w -> Row.of("/api/v1/audit/chains/platform/verification")),
          entry("Chains_schema", w -> Row.of("/api/v1/audit/schema")),
          entry("Health_all", w -> Row.of("/health")),
          entry("Health_live", w -> Row.of("/health/live")),
          entry("Health_ready", w -> Row.of("/health/ready")));

  private static Row withSession(String path) {
    String cookie =
        KEYGATE
            .client()
            .post("/api/v1/login", login())
            .expect(200)
            .header("Set-Cookie")
            .replaceFirst(";.*", "");
    return Row.of(path).with("Cookie", cookie);
  }

  private static Row clientCredentials() {
    String id = Accounts.newName();
    String secret =
        Accounts.create(World.ADMIN, id, ",\"kind\":\"service\"").path("clientSecret").asText();
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    byte[] form = "grant_type=client_credentials".getBytes(UTF_8);
    return new Row("/api/v1/token", "application/x-www-form-urlencoded", form, Map.of(), 0)
        .with("Authorization", "Basic " + basic);
  }

  private static String account() {
    return "{\"username\":\"" + Accounts.newName() + "\",\"name\":\"n\"}";
  }

  private static String newAccount() {
    return "/api/v1/accounts/" + someone();
  }

  private static String someone() {
    String username = Accounts.newName();
    Accounts.create(World.ADMIN, username, "");
    return username;
  }

  private static String member(World world) {
    String username = someone();
    World.ADMIN.put(world.path + "/members/" + username, ROLE).expect(200);
    return username;
  }

  private static String webhook(World world) {
    return World.ADMIN
        .post(world.path + "/webhooks", HOOK)
        .expect(201)
        .json()
        .path("webhook")
        .path("id")
        .asText();
  }

  private static String calendar(World world) {
    feed(world);
    return world.path + "/calendar";
  }

  private static String feed(World world) {
    var created = World.ADMIN.post(world.path + "/calendar", "").expect(201);
    return URI.create(created.json().path("url").asText()).getPath();
  }

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
    World.ADMIN.post(world.key.path() + "/disable", "").expect(200);
    return world.key.path();
  }

  private static String streamPolicy(World world) {
    World.ADMIN.put(world.path + DEV + POLICY, DAYS).expect(200);
    return world.path + DEV + POLICY;
  }

  private static String snooze() {
    return "{\"until\":\"" + Instant.now().plus(Duration.ofDays(3)) + "\",\"reason\":\"r\"}";
  }

  private static String snoozed(World world) {
    World.ADMIN.post(world.key.path() + "/snooze", snooze()).expect(200);
    return world.key.path();
  }

  private static String rotated(World world) {
    World.ADMIN.post(world.key.path() + "/rotate", "").expect(201);
    return world.key.path();
  }

  private EndpointRows() {}
}
