package io.keygate.audit;

import io.keygate.platform.health.HealthCheck;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Whether the trails were intact when they were last verified by this node, which is not long ago.
 */
@Shared
class AuditHealth implements HealthCheck {
  /** A day, and what a large installation takes. */
  private static final Duration OLDEST = Duration.ofHours(30);

  private final AuditNight night;
  private final Clock clock;

  @Inject
  AuditHealth(AuditNight night, Clock clock) {
    this.night = night;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public State state() {
    AuditNight.Report report = night.report();
    if (report != null && report.at().plus(OLDEST).isBefore(clock.instant())) {
      return new State(false, Map.of("verifiedAt", report.at().toString(), "overdue", "true"));
    }
    if (report == null) {
      return new State(true, Map.of("verifiedAt", "not yet"));
    }
    int broken = report.broken().size();
    return new State(
        broken == 0,
        Map.of(
            "verifiedAt", report.at().toString(),
            "chains", Integer.toString(report.checked().size()),
            "broken", Integer.toString(broken)));
  }
}
