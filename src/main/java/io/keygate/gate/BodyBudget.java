package io.keygate.gate;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests, and what is read from them, may take together, so
 * that a burst cannot take it all.
 */
@Shared
class BodyBudget {
  private final long whole;
  private final AtomicLong left;

  @Inject
  BodyBudget(GateConfig config) {
    this(config.maxBytesInFlight());
  }

  BodyBudget(long bytes) {
    whole = bytes;
    left = new AtomicLong(bytes);
  }

  /** What there is of it when nobody has taken any. */
  long whole() {
    return whole;
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
