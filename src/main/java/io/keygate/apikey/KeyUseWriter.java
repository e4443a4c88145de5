package io.keygate.apikey;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.Times;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes last uses to the database; what cannot be written waits for the next time. */
@Shared
class KeyUseWriter {
  private static final Logger log = Logger.getLogger(KeyUseWriter.class);

  /** One row each time, so that it never holds a lock for which somebody waits, or waits long. */
  private static final String UPDATE =
      """
      set statement innodb_lock_wait_timeout = 1 for
      update api_key set last_used_at = ?, last_used_from = ?, last_used_client = ?,
        last_used_service = coalesce(?, last_used_service)
      where id = ? and (last_used_at is null or last_used_at <= ?)\
      """;

  private final Database database;
  private boolean troubled;

  @Inject
  KeyUseWriter(Database database) {
    this.database = database;
  }

  void write(List<KeyUse> uses) {
    if (uses.isEmpty()) {
      return;
    }
    try (Connection connection = database.gate().getConnection();
        var statement = connection.prepareStatement(UPDATE)) {
      boolean all = true;
      for (KeyUse use : uses) {
        all &= write(statement, use);
      }
      troubled &= !all;
    } catch (SQLException | RuntimeException e) {
      // NB: runtime exceptions too; the thread that asks must not end.
      if (!troubled) {
        log.warnf("Last uses of keys will be written later: %s", DatabaseErrors.summary(e));
      }
      troubled = true;
    }
  }

  /** Whether it is written; a row that somebody has locked must not hold up the others. */
  private static boolean write(PreparedStatement statement, KeyUse use) throws SQLException {
    KeyUse.Last last = use.last();
    if (last == null) {
      return true;
    }
    String service = use.service();
    LocalDateTime at = Times.toColumn(last.at());
    statement.setObject(1, at);
    statement.setString(2, last.from());
    statement.setString(3, last.client());
    statement.setString(4, service);
    statement.setLong(5, use.keyId());
    statement.setObject(6, at);
    try {
      statement.executeUpdate();
    } catch (SQLException e) {
      if (DatabaseErrors.isConcurrentChange(e)) {
        return false;
      }
      throw e;
    }
    use.isWritten(last, service);
    return true;
  }
}
