package io.keygate.access;

import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Accounts put straight into the database, as long as no endpoint makes them. */
public final class Accounts {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Accounts() {}

  /** A client logged in as somebody new, with a role where one is given. */
  public static Client add(RunningKeygate keygate, @Nullable String org, @Nullable String role)
      throws SQLException {
    String username = "person" + System.nanoTime() + COUNT.incrementAndGet();
    try (Connection connection = keygate.database()) {
      run(
          connection,
          """
          insert into account (username, name, password_hash, must_change_password, created_at,
            created_by, password_changed_at)
          values (?, 'Person', ?, false, utc_timestamp(6), 'test', utc_timestamp(6))\
          """,
          username,
          PasswordHashes.hash(RunningKeygate.PASSWORD));
      if (org != null && role != null) {
        run(
            connection,
            """
            insert into membership (organization_id, subject, role, created_at, created_by)
            select id, ?, ?, utc_timestamp(6), 'test' from organization where slug = ?\
            """,
            username,
            role,
            org);
      }
    }
    return keygate.client().login(username, RunningKeygate.PASSWORD);
  }

  private static void run(Connection connection, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
