package io.keygate.audit;

import io.keygate.platform.event.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often something came again within its window.
 *
 * @param draft the event to be, without number and count
 */
record Counter(
    Draft draft,
    Duration window,
    Instant windowEndsAt,
    long occurrences,
    Instant firstAt,
    Instant lastAt) {

  /** One whose window is over, and that has counted nothing. */
  static Counter over(Draft draft, Occurrence seen) {
    return new Counter(draft, seen.window(), Instant.EPOCH, 0, seen.firstAt(), seen.lastAt());
  }

  /** With some more. */
  Counter and(Occurrence seen) {
    return new Counter(
        draft,
        window,
        windowEndsAt,
        occurrences + seen.count(),
        occurrences == 0 ? seen.firstAt() : firstAt,
        seen.lastAt());
  }

  /** With a new window, in which nothing has come yet. */
  Counter begun(Instant end) {
    return new Counter(draft, window, end, 0, firstAt, lastAt);
  }

  /** The event that tells of what was counted; empty where nothing was. */
  Optional<Draft> told(Instant now) {
    return occurrences == 0
        ? Optional.empty()
        : Optional.of(draft.counting(occurrences, firstAt, lastAt, now));
  }
}
