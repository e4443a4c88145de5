package io.keygate.bin;

import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Triggers the purge every few minutes on every node. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PurgeTimer {
  private static final Logger log = Logger.getLogger(PurgeTimer.class);

  @Inject private Purge purge;
  @Inject private Caller caller;

  @Schedule(hour = "*", minute = "2/5", persistent = false)
  void run() {
    caller.is(Identity.ofSystem("purge"));
    try {
      purge.run();
    } catch (SQLException | RuntimeException e) {
      log.warnf("The purge will try again: %s", DatabaseErrors.summary(e));
    }
  }
}
