package io.keygate.access.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** Failed logins of one user name or from one address. */
@Entity
@Table(name = "login_throttle")
class FailedLogins {
  private static final int MOST_DOUBLINGS = 20;

  @Id private String subject = "";
  private int failures;
  private Instant lastFailure = Instant.EPOCH;
  private Instant blockedUntil = Instant.EPOCH;

  protected FailedLogins() {}

  /** One more; from the one after the free ones on, each blocks twice as long as the one before. */
  void add(Instant now, Duration forgetAfter, int free, Duration longest) {
    failures = lastFailure.isBefore(now.minus(forgetAfter)) ? 1 : failures + 1;
    lastFailure = now;
    if (failures >= free) {
      long seconds = 1L << Math.min(failures - free, MOST_DOUBLINGS);
      blockedUntil = now.plusSeconds(Math.min(seconds, longest.toSeconds()));
    }
  }

  Instant blockedUntil() {
    return blockedUntil;
  }
}
