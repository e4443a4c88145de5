package io.keygate.platform.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A lock of the database's, by name, held by a connection: for work that one node at a time shall
 * do. Ends with the connection.
 */
public final class NamedLock implements AutoCloseable {
  private final Connection connection;
  private final String name;
  private final boolean held;

  private NamedLock(Connection connection, String name, boolean held) {
    this.connection = connection;
    this.name = name;
    this.held = held;
  }

  /** Tries to take it, for as long as that; ask {@link #isHeld}. */
  public static NamedLock take(Connection connection, String name, Duration patience)
      throws SQLException {
    try (var statement = connection.prepareStatement("select get_lock(concat(database(), ?), ?)")) {
      statement.setString(1, "." + name);
      statement.setLong(2, patience.toSeconds());
      try (var row = statement.executeQuery()) {
        return new NamedLock(connection, name, row.next() && row.getInt(1) == 1);
      }
    }
  }

  /** Whether nobody else has it. */
  public boolean isHeld() {
    return held;
  }

  @Override
  public void close() throws SQLException {
    if (!held) {
      return;
    }
    try (var statement = connection.prepareStatement("do release_lock(concat(database(), ?))")) {
      statement.setString(1, "." + name);
      statement.execute();
    }
  }
}
