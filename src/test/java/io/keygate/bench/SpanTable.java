package io.keygate.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The instance's own database, with the driver's options that the gate's pool has. */
record SpanTable(int port, String password) {
  private static final String URL = "jdbc:mariadb://127.0.0.1:%d/keygate";

  /** Where the spans of an API key go. */
  record Target(long streamId, long apiKeyId) {}

  Connection connect() throws SQLException {
    var options = new Properties();
    options.setProperty("user", "keygate");
    options.setProperty("password", password);
    options.setProperty("useServerPrepStmts", "true");
    options.setProperty("cachePrepStmts", "true");
    options.setProperty("useBulkStmts", "true");
    Connection connection = DriverManager.getConnection(URL.formatted(port), options);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  Target target(String publicKeyId) throws SQLException {
    try (Connection connection = connect();
        var statement =
            connection.prepareStatement("select stream_id, id from api_key where public_id = ?")) {
      statement.setString(1, publicKeyId);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Target(row.getLong(1), row.getLong(2));
      }
    }
  }

  long count(Target target) throws SQLException {
    try (Connection connection = connect();
        var statement =
            connection.prepareStatement("select count(*) from span where stream_id = ?")) {
      statement.setLong(1, target.streamId());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Every round begins with an empty table: the fuller it is, the slower are inserts. */
  void empty() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("truncate table span");
    }
  }
}
