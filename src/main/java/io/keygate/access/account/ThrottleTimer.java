package io.keygate.access.account;

import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Forgets failed logins of an hour ago; on every node. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ThrottleTimer {
  private static final Logger log = Logger.getLogger(ThrottleTimer.class);

  @Inject private LoginThrottle throttle;

  @Schedule(hour = "*", minute = "3/10", persistent = false)
  void run() {
    try {
      while (throttle.forgetOld() > 0) {
        // the next thousand
      }
    } catch (RuntimeException e) {
      log.warnf("Failed logins are forgotten later: %s", DatabaseErrors.summary(e));
    }
  }
}
