package io.keygate.audit;

import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;

/** Asks every minute whether something is due; a long run is not overtaken by the next. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuditNightTimer {
  @Inject private AuditNight night;
  @Inject private Caller caller;
  @Inject private Clock clock;

  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  void run() {
    caller.is(Identity.ofSystem("verification"));
    night.run(clock.instant());
  }
}
