package io.keygate.bin;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.NamedLock;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/**
 * Removes for good what has been in the bin for long enough: first what streams hold, in batches
 * that each are a transaction of their own, then the rows above it. What is interrupted goes on at
 * the next run.
 */
@ApplicationScoped
public class Purge {
  private static final Logger log = Logger.getLogger(Purge.class);
  private static final int BATCH = 1_000;

  /**
   * A request whose key was accepted just before the deletion may still be storing; nothing is
   * purged while it may.
   */
  private static final Duration STILL_STORING = Duration.ofMinutes(2);

  /** What hangs on a stream, from the leaves on; each is repeated until it finds nothing more. */
  private static final List<String> CONTENT =
      List.of(
          """
          delete s from span s
            join (select id from span where stream_id = ? limit %d) old on old.id = s.id\
          """
              .formatted(BATCH),
          """
          update api_key set predecessor_id = null
          where stream_id = ? and predecessor_id is not null limit %d\
          """
              .formatted(BATCH),
          """
          insert ignore into buried_key (secret_hash, buried_at, public_id, organization_id)
          select k.secret_hash, utc_timestamp(6), k.public_id, s.organization_id
          from api_key k join stream s on s.id = k.stream_id where k.stream_id = ?\
          """,
          "delete from api_key where stream_id = ? limit " + BATCH,
          "delete from rotation_policy where stream_id = ? limit " + BATCH,
          "delete from stream where id = ? limit " + BATCH);

  private final Database database;
  private final PurgedParents parents;
  private final BinConfig config;
  private final Clock clock;

  @Inject
  Purge(Database database, PurgedParents parents, BinConfig config, Clock clock) {
    this.database = database;
    this.parents = parents;
    this.config = config;
    this.clock = clock;
  }

  /** Removes all that is due now; does nothing where another node is at it. */
  public void run() throws SQLException {
    run(clock.instant());
  }

  /** Like {@link #run()} at a given time. */
  public void run(Instant now) throws SQLException {
    Duration keep = config.keep().compareTo(STILL_STORING) < 0 ? STILL_STORING : config.keep();
    LocalDateTime before = Times.toColumn(now.minus(keep));
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, "purge", Duration.ZERO)) {
      if (!lock.isHeld()) {
        return;
      }
      closeEntries(connection, before);
      for (long stream : streams(connection, before)) {
        PurgedReminders.remove(connection, stream);
        for (String statement : CONTENT) {
          removeAll(connection, statement, stream);
        }
      }
      Instant deleted = now.minus(keep);
      each(parents.environments(deleted), parents::removeEnvironment);
      each(parents.projects(deleted), parents::removeProject);
      each(parents.organizations(deleted), parents::removeOrganization);
    }
  }

  /** One that cannot be removed does not hold up the others. */
  private static void each(List<Long> ids, LongConsumer removal) {
    for (long id : ids) {
      try {
        removal.accept(id);
      } catch (Exception e) {
        // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
        log.warnf("The purge will try again: %s", DatabaseErrors.summary(e));
      }
    }
  }

  /** From here on nobody can restore it. */
  private static void closeEntries(Connection connection, LocalDateTime before)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("delete from bin_entry where deleted_at < ?")) {
      statement.setObject(1, before);
      statement.executeUpdate();
    }
  }

  private static List<Long> streams(Connection connection, LocalDateTime before)
      throws SQLException {
    List<Long> streams = new ArrayList<>();
    try (var statement =
        connection.prepareStatement(
            """
            select s.id from stream s
              join organization o on o.id = s.organization_id
              join project p on p.id = s.project_id
              join environment e on e.id = s.environment_id
            where o.deleted_at < ? or p.deleted_at < ? or e.deleted_at < ?\
            """)) {
      for (int i = 1; i <= 3; i++) {
        statement.setObject(i, before);
      }
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          streams.add(row.getLong(1));
        }
      }
    }
    return streams;
  }

  private static void removeAll(Connection connection, String sql, long stream)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, stream);
      while (statement.executeUpdate() == BATCH) {
        // until nothing is left
      }
    }
  }
}
