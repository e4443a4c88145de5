package io.keygate.incontainer;

import io.keygate.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Asks the database outside every transaction: sees what is committed, and nothing else. */
@ApplicationScoped
public class Committed {
  private final Database database;

  @Inject
  Committed(Database database) {
    this.database = database;
  }

  /** The first column of the first row. */
  public long number(String query, Object... parameters) throws SQLException {
    try (var connection = database.gate().getConnection();
        var statement = connection.prepareStatement(query)) {
      bind(statement, parameters);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Changes rows, which is committed at once. */
  public void change(String statement, Object... parameters) throws SQLException {
    try (var connection = database.gate().getConnection();
        var change = connection.prepareStatement(statement)) {
      bind(change, parameters);
      change.executeUpdate();
    }
  }

  /** Whether another session is at this moment in a statement like that. */
  public boolean isRunning(String like) throws SQLException {
    return number(
            """
            select count(*) from information_schema.processlist
            where info like ? and id <> connection_id()\
            """,
            like)
        > 0;
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
