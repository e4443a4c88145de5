package io.keygate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.launcher.EmbeddedDatabase;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A MariaDB with two users for Keygate, as in production: one that migrates, and one for all the
 * rest, which may add to the audit trail and not change it.
 */
class TwoUsersIT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("keygate.distribution", "target")).toAbsolutePath();
  private static final String APPLICATION = "keygate_app";
  private static final String PASSWORD = "only-for-this-test";
  private static final List<String> STATEMENTS =
      List.of(
          "create database if not exists keygate",
          "create user keygate_owner identified by '" + PASSWORD + "'",
          "grant all on keygate.* to keygate_owner with grant option",
          "create user " + APPLICATION + " identified by '" + PASSWORD + "'",
          "grant select, insert on keygate.* to " + APPLICATION);

  private final int port = RunningKeygate.freePort();
  private final String url = "jdbc:mariadb://127.0.0.1:" + port + "/keygate";

  @Test
  void theApplicationsUserCanNeitherChangeNorRemoveEvents() throws Exception {
    Process server = database();
    try (var keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(),
            Map.of(
                "KEYGATE_DB_PORT", "",
                "KEYGATE_DB_URL", url,
                "KEYGATE_DB_USER", APPLICATION,
                "KEYGATE_DB_PASSWORD", PASSWORD,
                "KEYGATE_DB_MIGRATION_USER", "keygate_owner",
                "KEYGATE_DB_MIGRATION_PASSWORD", PASSWORD))) {
      Client admin = keygate.client().admin();
      String org = admin.newOrganization();
      HeldKey key = admin.held(org, "dev");
      assertThat(key.atTheGate()).isEqualTo(200);
      admin.post(key.path() + "/revoke", "").expect(200);
      assertThat(key.atTheGate()).isEqualTo(401);
      String trail = "/api/v1/organizations/" + org + "/audit";
      assertThat(admin.get(trail + "/verification").json().path("intact").asBoolean()).isTrue();

      for (String statement :
          List.of(
              "update audit_event set actor = 'eve'",
              "delete from audit_event",
              "truncate table audit_event",
              "drop trigger audit_event_is_not_changed",
              "drop table audit_event",
              "alter table audit_event drop column mac")) {
        assertThatThrownBy(() -> run(APPLICATION, statement))
            .as(statement)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("denied");
      }
      // Its own rights are what it needs, and a table that is no trail it may change.
      run(APPLICATION, "update organization set name = 'Other' where slug = '" + org + "'");
      assertThat(Files.readString(keygate.home().resolve("log/server.log")))
          .doesNotContain("has the right to change the audit trail");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void run(String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A server as an administrator would start it, with users as that one would make them. */
  private Process database() throws IOException, InterruptedException {
    Path folder = RunningKeygate.freshHome();
    EmbeddedDatabase.start(DISTRIBUTION, folder, 0).close();
    Path programs;
    try (Stream<Path> found = Files.list(DISTRIBUTION)) {
      programs =
          found
              .filter(p -> p.getFileName().toString().startsWith("mariadb-"))
              .findFirst()
              .orElseThrow();
    }
    String data = "--datadir=" + folder.resolve("database/data");
    Path init = folder.resolve("init.sql");
    Files.writeString(init, String.join(";\n", STATEMENTS) + ";\n");
    Process server =
        new ProcessBuilder(
                programs.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                data,
                "--init-file=" + init,
                "--socket=" + Files.createTempDirectory("db").resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--port=" + port,
                "--character-set-server=utf8mb4",
                "--user=" + System.getProperty("user.name"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    Await.until(
        "the database answers",
        Duration.ofSeconds(30),
        () -> {
          assertThat(server.isAlive()).as(Files.readString(folder.resolve("server.log"))).isTrue();
          try {
            run(APPLICATION, "select 1");
            return true;
          } catch (SQLException e) {
            return false;
          }
        });
    return server;
  }
}
