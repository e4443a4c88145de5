package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a key shall end, as a caller asks for it: in the future, within a hundred years. */
final class Expiry {
  private static final Duration FARTHEST = Duration.ofDays(36_525);

  private Expiry() {}

  /** The instant, if it is one that a key may have; a 400 problem that names the field. */
  static Instant at(String field, Instant at, Instant now) {
    if (!at.isAfter(now)) {
      throw ProblemException.invalid(field, "must be in the future");
    }
    if (at.isAfter(now.plus(FARTHEST))) {
      throw tooFar(field);
    }
    // NB: the database keeps microseconds, and the gate decides by what it keeps.
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The same for a time from now. */
  static Instant in(String field, Duration duration, Instant now) {
    try {
      return at(field, now.plus(duration), now);
    } catch (DateTimeException | ArithmeticException e) {
      throw tooFar(field);
    }
  }

  private static ProblemException tooFar(String field) {
    return ProblemException.invalid(field, "must be within a hundred years");
  }
}
