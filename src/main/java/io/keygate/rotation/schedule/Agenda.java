package io.keygate.rotation.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a key at a moment.
 *
 * <p>Nothing is disabled unannounced: not before a day that was announced, and where none was so
 * early, not before the policy's notice is over from now on.
 *
 * @param due its due date; null where nobody has to rotate it
 * @param stage what somebody is told now, unless that has happened; null for nothing
 * @param disableAt when it is disabled if nobody rotates it; null for never
 * @param announces whether that is to be announced now, where the stage does not do so
 * @param disables whether that has come, and somebody has heard of it
 * @param lookAt when to look at it again; null for never
 */
record Agenda(
    @Nullable Instant due,
    @Nullable Stage stage,
    @Nullable Instant disableAt,
    boolean announces,
    boolean disables,
    @Nullable Instant lookAt) {
  /** Nothing is forgotten for longer, whatever went wrong. */
  private static final Duration LONGEST = Duration.ofDays(30);

  /** How soon again, where a key is to be disabled and nobody has heard of it yet. */
  private static final Duration SOON = Duration.ofHours(1);

  /** How soon again, should it not have been disabled when that was due. */
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private static final Agenda NOTHING = new Agenda(null, null, null, false, false, null);

  static Agenda of(DueKey key, Announcement announced, Instant now) {
    Instant due = key.due().orElse(null);
    if (due == null) {
      return NOTHING;
    }
    Instant disableAt = key.disableAt().map(day -> announced.until(day, key, now)).orElse(null);
    if (disableAt != null && key.expiresAt() != null && !disableAt.isBefore(key.expiresAt())) {
      disableAt = null;
    }
    Optional<Instant> snoozeEnd = key.snoozeEnd(now);
    if (snoozeEnd.isPresent()) {
      return new Agenda(due, null, disableAt, false, false, snoozeEnd.get());
    }
    Stages stages = key.stages();
    boolean over = disableAt != null && !disableAt.isAfter(now);
    Instant announceAt =
        disableAt == null || announced.isBy(disableAt) ? null : disableAt.minus(key.notice());
    Instant lookAt =
        Stream.of(
                now.plus(LONGEST),
                stages.next(now).map(Stage::at).orElse(null),
                later(disableAt, now),
                later(announceAt, now),
                over ? now.plus(announced.isHeard() ? AT_ONCE : SOON) : null,
                key.expiresAt())
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new Agenda(
        due,
        stages.latest(now).orElse(null),
        disableAt,
        announceAt != null && !announceAt.isAfter(now),
        over && announced.isHeard(),
        lookAt);
  }

  private static @Nullable Instant later(@Nullable Instant at, Instant now) {
    return at != null && at.isAfter(now) ? at : null;
  }
}
