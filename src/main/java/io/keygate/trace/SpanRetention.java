package io.keygate.trace;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.NamedLock;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes spans that were received longer ago than their organization keeps them. In small batches,
 * each its own transaction, so that ingest never waits for long; one node at a time.
 */
@ApplicationScoped
public class SpanRetention {
  private static final int BATCH = 1_000;
  private static final String LOCK = "span-retention";

  /**
   * Finds the batch by its index and deletes by primary key. A plain {@code delete … order by …
   * limit} cannot be told which index to use; with many old spans it reads and locks all of them
   * for each batch, and waits for ingest's open transactions.
   */
  private static final String DELETE =
      """
      delete s from span s join (
        select id from span force index (ix_span_received)
        where stream_id = ? and received_at < ? order by received_at limit %d
      ) old on old.id = s.id\
      """
          .formatted(BATCH);

  private static final String REMEMBER =
      """
      update stream s join (
        select max(received_at) at from span where stream_id = ? and received_at < ?
      ) last on last.at is not null
      set s.last_received_at = greatest(coalesce(s.last_received_at, last.at), last.at)
      where s.id = ?\
      """;

  private final Database database;
  private final Clock clock;

  @Inject
  SpanRetention(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Keeping(long streamId, int hours) {}

  /**
   * Removes all that is due now; returns how many spans that were. Does nothing where another node
   * is at it.
   */
  public long removeOld() throws SQLException {
    return removeOld(clock.instant());
  }

  /** Like {@link #removeOld()} at a given time. */
  public long removeOld(Instant now) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, LOCK, Duration.ZERO)) {
      if (!lock.isHeld()) {
        return 0;
      }
      long removed = 0;
      for (Keeping keeping : keepings(connection)) {
        removed += remove(connection, keeping, now);
      }
      return removed;
    }
  }

  private static long remove(Connection connection, Keeping keeping, Instant now)
      throws SQLException {
    Instant oldest = now.minus(Duration.ofHours(keeping.hours()));
    long removed = 0;
    remember(connection, keeping.streamId(), oldest);
    try (var statement = connection.prepareStatement(DELETE)) {
      int count;
      do {
        statement.setLong(1, keeping.streamId());
        statement.setObject(2, Times.toColumn(oldest));
        count = statement.executeUpdate();
        removed += count;
      } while (count == BATCH);
    }
    return removed;
  }

  /** When data last came in shall be known after the data is gone. */
  private static void remember(Connection connection, long streamId, Instant oldest)
      throws SQLException {
    try (var statement = connection.prepareStatement(REMEMBER)) {
      statement.setLong(1, streamId);
      statement.setObject(2, Times.toColumn(oldest));
      statement.setLong(3, streamId);
      statement.executeUpdate();
    }
  }

  private static List<Keeping> keepings(Connection connection) throws SQLException {
    List<Keeping> keepings = new ArrayList<>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select s.id, o.retention_hours
                from stream s join organization o on o.id = s.organization_id\
                """)) {
      while (row.next()) {
        keepings.add(new Keeping(row.getLong(1), row.getInt(2)));
      }
    }
    return keepings;
  }
}
