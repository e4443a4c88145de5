package io.keygate.bench;

import java.time.Duration;

/**
 * How long is measured. Each thing has the same number of rounds, and all take turns.
 *
 * @param round of each
 */
record Schedule(Duration round) {
  /** Odd, so that one of them is the middle one. */
  static final int ROUNDS = 3;

  private static final String VARIABLE = "KEYGATE_BENCH_SECONDS";
  private static final int DEFAULT_SECONDS = 8;
  private static final int MOST_SECONDS = 3_600;

  static Schedule ofEnvironment() {
    String text = System.getenv(VARIABLE);
    if (text == null || text.isBlank()) {
      return new Schedule(Duration.ofSeconds(DEFAULT_SECONDS));
    }
    try {
      int seconds = Integer.parseInt(text.strip());
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return new Schedule(Duration.ofSeconds(seconds));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new CannotMeasureException(
        VARIABLE + " '" + text + "' is no number of seconds from 1 to " + MOST_SECONDS);
  }
}
