package io.keygate.incontainer;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the server, where a test says what time it is. Stands still in between. */
@Alternative
@Priority(1)
@ApplicationScoped
public class SettableClock {
  private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

  /** Moves on. */
  public void advance(Duration time) {
    set(now.plus(time));
  }

  /** Jumps. */
  public void set(Instant instant) {
    now = instant;
  }

  public Instant now() {
    return now;
  }

  @Produces
  @Singleton
  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
