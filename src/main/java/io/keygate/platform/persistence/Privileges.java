package io.keygate.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * What the application's own database user may do where another one migrates: read and write rows,
 * and of tables whose comment is {@code append only} only read and add. The migrating user gives it
 * these rights after each migration, for which it needs the schema's with grant option.
 */
final class Privileges {
  private static final Logger log = Logger.getLogger(Privileges.class);
  private static final String APPEND_ONLY = "append only";

  private Privileges() {}

  /** Does nothing where both are the same user. */
  static void grant(DataSource migrating, DataSource application) {
    try (Connection owner = migrating.getConnection();
        Connection user = application.getConnection()) {
      String account = account(user);
      if (account(owner).equals(account)) {
        return;
      }
      for (Map.Entry<String, String> table : tables(owner).entrySet()) {
        boolean appendOnly = table.getValue().equals(APPEND_ONLY);
        String rights = appendOnly ? "select, insert" : "select, insert, update, delete";
        try (var statement = owner.createStatement()) {
          statement.execute("grant " + rights + " on `" + table.getKey() + "` to " + account);
        }
      }
    } catch (SQLException e) {
      log.warnf(
          "KEYGATE_DB_MIGRATION_USER could not give KEYGATE_DB_USER its rights: %s",
          DatabaseErrors.summary(e));
    }
  }

  /** Quoted, as {@code 'user'@'host'}. */
  private static String account(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select current_user()")) {
      row.next();
      String text = row.getString(1).replace("'", "''");
      int at = text.lastIndexOf('@');
      return "'" + text.substring(0, at) + "'@'" + text.substring(at + 1) + "'";
    }
  }

  /** The tables, with their comments. */
  private static Map<String, String> tables(Connection connection) throws SQLException {
    Map<String, String> tables = new LinkedHashMap<>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select table_name, table_comment from information_schema.tables
                where table_schema = database() and table_type = 'BASE TABLE'
                  and table_name <> 'flyway_schema_history'\
                """)) {
      while (row.next()) {
        tables.put(row.getString(1), row.getString(2));
      }
    }
    return tables;
  }
}
