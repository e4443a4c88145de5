package io.keygate.gate;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests together may take, so that a burst cannot take it all.
 */
@Shared
class BodyBudget {
  private final AtomicLong left;

  @Inject
  BodyBudget(GateConfig config) {
    this(config.maxBytesInFlight());
  }

  BodyBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Takes so many bytes of it; 503 where they are not there. */
  void take(long bytes) {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw GateError.unavailable(1);
    }
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
