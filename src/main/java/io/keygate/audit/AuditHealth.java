package io.keygate.audit;

import io.keygate.platform.health.HealthCheck;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.Map;

/** Whether the trails were intact when they were last verified by this node. */
@Shared
class AuditHealth implements HealthCheck {
  private final AuditNight night;

  @Inject
  AuditHealth(AuditNight night) {
    this.night = night;
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public State state() {
    AuditNight.Report report = night.report();
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
