package io.keygate.audit;

import io.keygate.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** How far sinks have got. */
@ApplicationScoped
class SinkPositions {
  private static final int MOST_CHAINS = 100;

  private final Database database;

  @Inject
  SinkPositions(Database database) {
    this.database = database;
  }

  /** A chain that has events which the sink does not have. */
  record Behind(long chainId, long number) {}

  /** Those chains, a hundred at most. */
  List<Behind> behind(Connection connection, String sink) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select c.id, greatest(coalesce(p.number, 0), c.cut_number) done from audit_chain c
              left join audit_sink_position p on p.sink = ? and p.chain_id = c.id
            having done < (select head_number from audit_chain where id = c.id)
            limit ?\
            """)) {
      statement.setString(1, sink);
      statement.setInt(2, MOST_CHAINS);
      try (var row = statement.executeQuery()) {
        List<Behind> found = new ArrayList<>();
        while (row.next()) {
          found.add(new Behind(row.getLong(1), row.getLong(2)));
        }
        return found;
      }
    }
  }

  /** It has all up to this number now. */
  void move(Connection connection, String sink, long chainId, long number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into audit_sink_position (sink, chain_id, number) values (?, ?, ?)
            on duplicate key update number = ?\
            """)) {
      statement.setString(1, sink);
      statement.setLong(2, chainId);
      statement.setLong(3, number);
      statement.setLong(4, number);
      statement.executeUpdate();
    }
  }

  /** Notes that there is this sink, so that retention waits for it from the beginning. */
  void begin(String sink) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                "insert ignore into audit_sink_position (sink, chain_id, number) values (?, 0,"
                    + " 0)")) {
      statement.setString(1, sink);
      statement.executeUpdate();
    }
  }

  /** Forgets the sinks of this kind that are used no longer, which would hold up retention. */
  void forget(Set<String> names) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement("delete from audit_sink_position where sink = ?")) {
      for (String name : names) {
        statement.setString(1, name);
        statement.executeUpdate();
      }
    }
  }

  /** What the slowest of all sinks has of a chain; empty where there is no sink. */
  OptionalLong slowest(long chainId) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                """
                select count(*), min(coalesce(p.number, 0))
                from (select distinct sink from audit_sink_position) s
                  left join audit_sink_position p on p.sink = s.sink and p.chain_id = ?\
                """)) {
      statement.setLong(1, chainId);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) == 0 ? OptionalLong.empty() : OptionalLong.of(row.getLong(2));
      }
    }
  }
}
