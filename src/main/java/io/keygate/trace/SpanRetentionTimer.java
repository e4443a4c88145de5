package io.keygate.trace;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Triggers retention every few minutes on every node. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SpanRetentionTimer {
  private static final Logger log = Logger.getLogger(SpanRetentionTimer.class);

  @Inject private SpanRetention retention;

  @Schedule(hour = "*", minute = "*/5", persistent = false)
  void run() {
    try {
      long removed = retention.removeOld();
      if (removed > 0) {
        log.infof("Retention removed %d spans", removed);
      }
    } catch (SQLException e) {
      log.warnf("Retention will try again: SQL state %s", e.getSQLState());
    }
  }
}
