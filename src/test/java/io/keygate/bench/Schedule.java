package io.keygate.bench;

import java.io.IOException;
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
  private static final int MOST_WARM_UPS = 10;
  private static final int ROUNDS_WITHOUT_GAIN = 2;
  private static final double GAIN = 1.05;

  /** One round of load. */
  interface Load {
    Round run() throws IOException;
  }

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

  /**
   * Rounds that do not count, until two in a row were not clearly faster than those before: the
   * more code a request runs through, the longer the virtual machine compiles.
   */
  static void warmUp(String name, Load load) throws IOException {
    double best = 0;
    int withoutGain = 0;
    for (int i = 0; i < MOST_WARM_UPS && withoutGain < ROUNDS_WITHOUT_GAIN; i++) {
      Round round = load.run();
      if (round.refused() > 0) {
        throw new CannotMeasureException(name + ": " + round.refused() + " were refused");
      }
      Report.say("warming up, %s: %,.0f requests/s", name, round.perSecond());
      withoutGain = round.perSecond() < best * GAIN ? withoutGain + 1 : 0;
      best = Math.max(best, round.perSecond());
    }
  }
}
