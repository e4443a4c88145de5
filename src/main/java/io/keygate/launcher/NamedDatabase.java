package io.keygate.launcher;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * The MariaDB server that KEYGATE_DB_URL names: asked once before the server starts, for a clear
 * word.
 */
final class NamedDatabase {
  private static final int LEAST_MAJOR = 10;
  private static final int LEAST_MINOR = 11;

  private NamedDatabase() {}

  /** Throws where it cannot be used, naming the variable that is most likely wrong. */
  static void check(String url, Map<String, String> environment) {
    check(url, environment, "KEYGATE_DB_USER", "KEYGATE_DB_PASSWORD");
    if (!environment.getOrDefault(LaunchSettings.MIGRATION_USER, "").isBlank()) {
      check(url, environment, LaunchSettings.MIGRATION_USER, LaunchSettings.MIGRATION_PASSWORD);
    }
  }

  private static void check(
      String url, Map<String, String> environment, String user, String password) {
    var properties = new Properties();
    properties.setProperty("user", environment.getOrDefault(user, ""));
    properties.setProperty("password", environment.getOrDefault(password, ""));
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("socketTimeout", "10000");
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      var about = connection.getMetaData();
      int major = about.getDatabaseMajorVersion();
      boolean recent =
          major > LEAST_MAJOR
              || (major == LEAST_MAJOR && about.getDatabaseMinorVersion() >= LEAST_MINOR);
      if (!about.getDatabaseProductName().equals("MariaDB") || !recent) {
        throw new LaunchException(
            "KEYGATE_DB_URL must name a MariaDB 10.11 or later, not "
                + about.getDatabaseProductName()
                + " "
                + about.getDatabaseProductVersion());
      }
    } catch (SQLException e) {
      boolean refused = "28000".equals(e.getSQLState());
      throw new LaunchException(
          refused
              ? user + " or " + password + " is not accepted by the database"
              : "KEYGATE_DB_URL names a database that cannot be used: " + e.getMessage());
    }
  }
}
