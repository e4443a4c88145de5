package io.keygate.bench;

import java.time.Duration;

/**
 * What one measured round gave.
 *
 * @param duration how long was measured
 * @param done requests or transactions that succeeded in that time
 * @param late those that succeeded afterwards, because they were under way at its end
 * @param refused answers of any other kind, at any time
 * @param latencies of those that are done
 */
record Round(Duration duration, long done, long late, long refused, Histogram latencies) {

  double perSecond() {
    return done / (duration.toNanos() / 1e9);
  }

  /** All that were told to have succeeded. */
  long succeeded() {
    return done + late;
  }
}
