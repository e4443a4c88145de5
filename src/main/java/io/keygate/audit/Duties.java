package io.keygate.audit;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.NamedLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;

/** What is done once a day by one of the nodes: noted as done after it was done, not before. */
@ApplicationScoped
class Duties {
  private final Database database;

  @Inject
  Duties(Database database) {
    this.database = database;
  }

  /** Something that may fail, and is tried again then. */
  interface Duty {
    void run() throws Exception;
  }

  /** Does it, unless it was done for that day or another node is at it. */
  void once(String name, LocalDate day, Duty duty) throws Exception {
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, "duty-" + name, Duration.ZERO)) {
      if (!lock.isHeld() || isDone(connection, name, day)) {
        return;
      }
      duty.run();
      try (var statement =
          connection.prepareStatement(
              """
              insert into audit_duty (name, done_for) values (?, ?)
              on duplicate key update done_for = ?\
              """)) {
        statement.setString(1, name);
        statement.setObject(2, day);
        statement.setObject(3, day);
        statement.executeUpdate();
      }
    }
  }

  private static boolean isDone(Connection connection, String name, LocalDate day)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("select 1 from audit_duty where name = ? and done_for = ?")) {
      statement.setString(1, name);
      statement.setObject(2, day);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
