package io.keygate.access.session;

import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets sessions that were over a day ago; on every node. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SessionTimer {
  private static final Logger log = Logger.getLogger(SessionTimer.class);
  private static final Duration REMEMBERED = Duration.ofDays(1);

  @Inject private Sessions sessions;
  @Inject private Clock clock;

  @Schedule(hour = "*", minute = "17", persistent = false)
  void run() {
    try {
      while (sessions.forget(clock.instant().minus(REMEMBERED)) > 0) {
        // the next thousand
      }
    } catch (RuntimeException e) {
      log.warnf("Old sessions are forgotten later: %s", DatabaseErrors.summary(e));
    }
  }
}
