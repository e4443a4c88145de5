package io.keygate.audit;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.Settings;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Lets the database itself refuse changes of the trail: triggers, which forbid to change an event,
 * and to remove one that no checkpoint covers. A net for mistakes; who may change the schema can
 * take it away, and verification finds what that one does. Where the application has a user of its
 * own, the database does not even let it try.
 */
@ApplicationScoped
class AuditGuard {
  private static final Logger log = Logger.getLogger(AuditGuard.class);

  private static final Map<String, String> TRIGGERS =
      Map.of(
          "audit_event_is_not_changed",
          """
          create trigger audit_event_is_not_changed before update on audit_event for each row
          signal sqlstate '45000' set message_text = 'an audit event is never changed'\
          """,
          "audit_event_is_not_removed",
          """
          create trigger audit_event_is_not_removed before delete on audit_event for each row
          if not exists (
            select 1 from audit_chain where id = old.chain_id and cut_number >= old.number
          ) then
            signal sqlstate '45000' set message_text = 'an audit event is not removed';
          end if\
          """);

  private static final int COMMAND_DENIED = 1142;

  private final Database database;
  private final Settings settings;

  @Inject
  AuditGuard(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  /** Makes the triggers that are missing. Where the database does not allow it, says so. */
  void putUp() {
    try (Connection connection = database.migration().getConnection()) {
      for (Map.Entry<String, String> trigger : TRIGGERS.entrySet()) {
        if (!exists(connection, trigger.getKey())) {
          create(connection, trigger.getValue());
        }
      }
    } catch (SQLException e) {
      log.warnf(
          "The database does not guard the audit trail by triggers: %s. A server with a binary log"
              + " needs log_bin_trust_function_creators=1 for that",
          DatabaseErrors.summary(e));
    }
    requireRight();
  }

  /** Where there is a second user, the first one has it for this. */
  private void requireRight() {
    if (!mayChange()) {
      return;
    }
    if (settings.text("KEYGATE_DB_MIGRATION_USER").isPresent()) {
      throw new ConfigurationException(
          "KEYGATE_DB_USER",
          "may change or remove events of the audit trail, which KEYGATE_DB_MIGRATION_USER is there"
              + " to prevent; revoke its rights on the schema but select and insert");
    }
    log.info(
        "The database user may change the audit trail; triggers guard it. With"
            + " KEYGATE_DB_MIGRATION_USER it need not have that right");
  }

  private static void create(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // NB: another node may have made it at this moment.
      if (e.getErrorCode() != 1359) {
        throw e;
      }
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select 1 from information_schema.triggers
            where trigger_schema = database() and trigger_name = ?\
            """)) {
      statement.setString(1, name);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Rights are looked at before rows; no row has this number. */
  private boolean mayChange() {
    return may("delete from audit_event where chain_id = -1 and number = -1")
        || may("update audit_event set actor = actor where chain_id = -1 and number = -1");
  }

  private boolean may(String sql) {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
      return true;
    } catch (SQLException e) {
      return e.getErrorCode() != COMMAND_DENIED;
    }
  }
}
