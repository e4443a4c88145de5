package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherIT {
  private static final String SPANS = "/v2/warehouse/spans?from_timestamp_sec=0";

  @Test
  void aSecondStartFindsEverythingAndTheFirstPasswordIsShownOnce() throws Exception {
    Path home = RunningKeygate.freshHome();
    try (var keygate = RunningKeygate.start(home, Map.of("KEYGATE_ADMIN_PASSWORD", ""))) {
      String oneTime = oneTimePassword(keygate);
      assertThat(home.resolve("first-admin-password")).doesNotExist();
      Client limited = keygate.client().login("admin", oneTime);
      limited.get("/api/v1/me").expect(200);
      limited
          .get("/api/v1/organizations")
          .isProblem(
              403,
              "password-change-required",
              "Change the one-time password with POST /api/v1/me/password, then log in again.");
      limited
          .post("/api/v1/me/password", "{\"current\":\"wrong\",\"next\":\"new password 1\"}")
          .isProblem(400, "invalid-request", "current: is not the current password");
      limited
          .post("/api/v1/me/password", "{\"current\":\"" + oneTime + "\",\"next\":\"short\"}")
          .expect(400);
      limited
          .post(
              "/api/v1/me/password",
              "{\"current\":\"" + oneTime + "\",\"next\":\"" + RunningKeygate.PASSWORD + "\"}")
          .expect(204);
      Client admin = keygate.client().admin();
      String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
      Client holder = keygate.client().bearer(secret);
      holder.traces(Spans.json(Spans.newTraceId(), Spans.newSpanId(), "kept")).expect(200);

      keygate.stop();
      assertNothingIsLeft(home);
      keygate.startAgain();

      assertThat(keygate.output()).doesNotContain("One-time password").contains("Keygate is up");
      JsonNode spans = holder.get(SPANS).expect(200).json().path("spans");
      assertThat(spans.path("total_results").asInt()).isEqualTo(1);
      keygate.client().admin().get("/api/v1/organizations").expect(200);
      assertNoPasswordIn(home, oneTime);
    }
    assertNothingIsLeft(home);
  }

  @Test
  void aKilledLauncherLeavesNothingInTheWay() {
    Path home = RunningKeygate.freshHome();
    try (var keygate = RunningKeygate.start(home, Map.of())) {
      ProcessHandle server = keygate.server();
      ProcessHandle database = keygate.databaseProcess();
      keygate.launcher().destroyForcibly();
      keygate.awaitEnd();
      assertThat(server.isAlive()).isTrue();
      assertThat(database.isAlive()).isTrue();
      keygate.startAgain();
      assertThat(server.isAlive()).isFalse();
      assertThat(database.isAlive()).isFalse();
      keygate.client().admin();
    }
    assertNothingIsLeft(home);
  }

  @Test
  void twoRunSideBySideAndOneMayUseAServerThatIsThere() throws Exception {
    RunningKeygate other = RunningKeygate.shared();
    Path databaseHome = RunningKeygate.freshHome();
    try (var database = EmbeddedDatabase.start(programs(), databaseHome, 0)) {
      Path home = RunningKeygate.freshHome();
      Map<String, String> access =
          Map.of(
              "KEYGATE_DB_URL", database.url(),
              "KEYGATE_DB_USER", database.user(),
              "KEYGATE_DB_PASSWORD", database.password());
      try (var keygate = RunningKeygate.start(home, access)) {
        Client admin = keygate.client().admin();
        String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
        keygate.client().bearer(secret).get("/v1/verify").expect(200);
        other.client().bearer(secret).get("/v1/verify").expect(401);
        assertThat(home.resolve("database")).doesNotExist();
      }
      // Another home has other audit keys, and another pepper: all keys would be refused.
      var unknown = RunningKeygate.launch(RunningKeygate.freshHome(), access);
      assertThat(unknown.awaitEnd()).isEqualTo(1);
      assertThat(unknown.output())
          .contains(
              "KEYGATE_AUDIT_KEY_FILE (or the file audit-keys in KEYGATE_HOME) lacks the key");
      Map<String, String> withAuditKeys = new HashMap<>(access);
      withAuditKeys.put("KEYGATE_AUDIT_KEY_FILE", home.resolve("audit-keys").toString());
      var stranger = RunningKeygate.launch(RunningKeygate.freshHome(), withAuditKeys);
      assertThat(stranger.awaitEnd()).isEqualTo(1);
      assertThat(stranger.output())
          .contains("KEYGATE_PEPPER_FILE (or the file peppers in KEYGATE_HOME) lacks the peppers");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KEYGATE_HTTP_PORT, http",
    "KEYGATE_MANAGEMENT_PORT, 99999",
    "KEYGATE_MAX_BODY_BYTES, lots",
    "KEYGATE_ADMIN_PASSWORD, short",
    "KEYGATE_PEPPER_FILE, /nowhere",
    "KEYGATE_AUDIT_KEY_FILE, /nowhere",
    "KEYGATE_AUDIT_MAIL_TO, nobody",
    "KEYGATE_DB_MIGRATION_USER, somebody",
    "KEYGATE_PUBLIC_URL, ftp://x",
    "KEYGATE_CORS_ORIGINS, *",
    "KEYGATE_LOCAL_ACCOUNTS, false",
    "KEYGATE_SESSION_IDLE, PT1S",
    "KEYGATE_OIDC_CLIENT_ID, dashboard",
    "KEYGATE_SIGNING_KEY_FILE, /nowhere",
    "KEYGATE_HTTP_HOST, 0.0.0.0",
    "KEYGATE_SMTP_PORT, smtp",
    "KEYGATE_SMTP_STARTTLS, perhaps",
    "KEYGATE_MAIL_FROM, nobody",
    "KEYGATE_DB_URL, mysql"
  })
  void aWrongVariableStopsTheStartAndIsNamed(String variable, String value) {
    Map<String, String> variables =
        variable.equals("KEYGATE_HTTP_PORT")
            ? Map.of("KEYGATE_HTTP_PORT", "0")
            : Map.of(variable, value);
    var keygate = RunningKeygate.launch(RunningKeygate.freshHome(), variables);
    assertThat(keygate.awaitEnd()).isEqualTo(1);
    assertThat(keygate.output()).contains("ERROR: " + variable + " ");
    assertNothingIsLeft(keygate.home());
  }

  @Test
  void aDatabaseThatCannotBeUsedStopsTheStartAndIsNamed() {
    String nowhere = "jdbc:mariadb://127.0.0.1:" + RunningKeygate.freePort() + "/keygate";
    var keygate =
        RunningKeygate.launch(
            RunningKeygate.freshHome(),
            Map.of(
                "KEYGATE_DB_URL", nowhere,
                "KEYGATE_DB_USER", "u",
                "KEYGATE_DB_PASSWORD", "secret word"));
    assertThat(keygate.awaitEnd()).isEqualTo(1);
    assertThat(keygate.output())
        .contains("ERROR: KEYGATE_DB_URL names a database that cannot be used")
        .doesNotContain("secret word");
  }

  @Test
  void aSecondOneOnTheSameHomeIsRefused() {
    RunningKeygate running = RunningKeygate.shared();
    var second =
        RunningKeygate.launch(running.home(), Map.of("KEYGATE_ADMIN_PASSWORD", "irrelevant"));
    assertThat(second.awaitEnd()).isEqualTo(1);
    running.client().get("/health/ready").expect(200);
  }

  private static Path programs() {
    return Path.of(System.getProperty("keygate.distribution", "target")).toAbsolutePath();
  }

  private static String oneTimePassword(RunningKeygate keygate) {
    Await.until(
        "the welcome", Duration.ofSeconds(30), () -> keygate.output().contains("Stop with"));
    return keygate
        .output()
        .lines()
        .filter(line -> line.startsWith("One-time password:"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNoPasswordIn(Path home, String password) throws IOException {
    try (var files = Files.walk(home.resolve("log"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain(password);
      }
    }
  }

  private static void assertNothingIsLeft(Path home) {
    assertThat(
            ProcessHandle.allProcesses()
                .filter(
                    p ->
                        String.join(" ", p.info().arguments().orElse(new String[0]))
                            .contains(home + "/"))
                .map(p -> p.info().commandLine().orElse(""))
                .toList())
        .isEmpty();
  }
}
