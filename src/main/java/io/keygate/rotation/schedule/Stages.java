package io.keygate.rotation.schedule;

import io.keygate.rotation.policy.PolicyTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one due date: some days before it, on its day, and at intervals after it; each at
 * the organization's hour of its own local day, whatever clocks did in between. Nothing is
 * remembered: what the latest stage is follows from the dates (design.md section 7, 4).
 */
final class Stages {
  private final Instant due;
  private final @Nullable Instant end;
  private final Instant begin;
  private final PolicyTerms terms;
  private final LocalDate dueDay;
  private final ZoneId zone;
  private final LocalTime hour;

  /**
   * Of a key.
   *
   * @param due when it shall be rotated, or ends by itself, whichever comes first
   * @param end when it ends by itself; no stage is reached at that moment or later
   * @param begin when it was made; no stage is reached before that
   */
  Stages(
      Instant due,
      @Nullable Instant end,
      Instant begin,
      PolicyTerms terms,
      ZoneId zone,
      int hourOfDay) {
    this.due = due;
    this.end = end;
    this.begin = begin;
    this.terms = terms;
    this.zone = zone;
    this.hour = LocalTime.of(hourOfDay, 0);
    this.dueDay = due.atZone(zone).toLocalDate();
  }

  /** The last one that has been reached. */
  Optional<Stage> latest(Instant now) {
    return around(now)
        .filter(stage -> !stage.at().isAfter(now))
        .max(Comparator.comparingInt(Stage::offset));
  }

  /** The next one that has not been reached. */
  Optional<Stage> next(Instant now) {
    return around(now)
        .filter(stage -> stage.at().isAfter(now))
        .min(Comparator.comparingInt(Stage::offset));
  }

  /** When a key that is not rotated is disabled, so many days after the due date. */
  Instant disabling(int grace) {
    return at(grace);
  }

  /** All before and on the due day, and those after it that are near to now. */
  private Stream<Stage> around(Instant now) {
    TreeSet<Integer> offsets = new TreeSet<>();
    terms.remindBefore().forEach(days -> offsets.add(-days));
    offsets.add(0);
    offsets.add(Stage.ESCALATION);
    Integer every = terms.overdueEvery();
    if (every != null) {
      long today = ChronoUnit.DAYS.between(dueDay, now.atZone(zone).toLocalDate());
      // NB: today's hour may not have come yet; the one before and the one after are enough.
      long period = Math.max(0, today / every);
      for (long n = Math.max(1, period - 1); n <= period + 1; n++) {
        offsets.add(Math.toIntExact(n * every));
      }
    }
    return offsets.stream()
        .map(offset -> new Stage(offset, at(offset)))
        .filter(stage -> !stage.at().isBefore(begin))
        .filter(stage -> end == null || stage.at().isBefore(end));
  }

  private Instant at(int offset) {
    return dueDay.plusDays(offset).atTime(hour).atZone(zone).toInstant();
  }

  Instant due() {
    return due;
  }
}
