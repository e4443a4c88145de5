package io.keygate.apikey;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.Times;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** Writes down when a key was refused last, beside JPA: it is no change of the key. */
@Shared
class RefusalWriter {
  private static final Logger log = Logger.getLogger(RefusalWriter.class);

  /** One row each time; it waits for no lock for long, whoever changes the key comes first. */
  private static final String UPDATE =
      """
      set statement innodb_lock_wait_timeout = 1 for
      update api_key set refused_at = ?
      where public_id = ? and (refused_at is null or refused_at < ?)\
      """;

  private final Database database;
  private boolean troubled;

  @Inject
  RefusalWriter(Database database) {
    this.database = database;
  }

  /** Writes them, public id to instant, and takes out what is written. */
  void write(ConcurrentMap<String, Instant> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    try (var connection = database.gate().getConnection();
        var statement = connection.prepareStatement(UPDATE)) {
      for (Map.Entry<String, Instant> refusal : refusals.entrySet()) {
        if (write(statement, refusal.getKey(), refusal.getValue())) {
          refusals.remove(refusal.getKey(), refusal.getValue());
        }
      }
      troubled = false;
    } catch (SQLException | RuntimeException e) {
      // NB: runtime exceptions too; the thread that asks must not end.
      if (!troubled) {
        log.warnf("Refusals of keys will be written later: %s", DatabaseErrors.summary(e));
      }
      troubled = true;
    }
  }

  /** Whether it is written; a row that somebody has locked must not hold up the others. */
  private static boolean write(PreparedStatement statement, String publicId, Instant at)
      throws SQLException {
    LocalDateTime column = Times.toColumn(at);
    statement.setObject(1, column);
    statement.setString(2, publicId);
    statement.setObject(3, column);
    try {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (DatabaseErrors.isConcurrentChange(e)) {
        return false;
      }
      throw e;
    }
    return true;
  }
}
