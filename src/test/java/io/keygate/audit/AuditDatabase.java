package io.keygate.audit;

import io.keygate.testing.RunningKeygate;
import java.sql.Connection;
import java.sql.SQLException;

/** Somebody with all rights in the database of a running Keygate. */
final class AuditDatabase implements AutoCloseable {
  private final Connection connection;

  AuditDatabase(RunningKeygate keygate) throws SQLException {
    connection = keygate.database();
  }

  /** Takes down what keeps the trail from being changed by mistake. */
  void dropTriggers() throws SQLException {
    run("drop trigger if exists audit_event_is_not_changed");
    run("drop trigger if exists audit_event_is_not_removed");
  }

  void run(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  long number(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  String text(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** The internal id of the chain of an organization. */
  long chainOf(String org) throws SQLException {
    return number("select id from audit_chain where label = ?", org);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
