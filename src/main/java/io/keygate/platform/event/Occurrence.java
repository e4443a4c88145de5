package io.keygate.platform.event;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was seen and changed nothing, such as a refused attempt. Of the same within a
 * window the first is told at once, the others as one with a count when the window ends. Fired as a
 * CDI event, outside transactions; whoever observes it writes it down in one of its own.
 *
 * @param sameness occurrences with the same text are the same
 * @param mayWait whether it may be written some seconds after the answer, so that the time of the
 *     answer tells nothing
 * @param window how long others are counted
 * @param count how many it stands for
 * @param firstAt when the first of them was
 * @param lastAt when the last of them was
 */
public record Occurrence(
    DomainEvent event,
    Outcome outcome,
    Actor actor,
    RequestFacts source,
    String sameness,
    boolean mayWait,
    Duration window,
    long count,
    Instant firstAt,
    Instant lastAt) {

  /** One that happens now. */
  public static Occurrence once(
      DomainEvent event,
      Outcome outcome,
      Actor actor,
      RequestFacts source,
      String sameness,
      Duration window,
      Instant now) {
    return new Occurrence(event, outcome, actor, source, sameness, false, window, 1, now, now);
  }

  /** The same, to be written when there is time. */
  public Occurrence whenThereIsTime() {
    return new Occurrence(
        event, outcome, actor, source, sameness, true, window, count, firstAt, lastAt);
  }

  /** Both as one, this one having come first. */
  public Occurrence and(Occurrence later) {
    return new Occurrence(
        event,
        outcome,
        actor,
        source,
        sameness,
        mayWait,
        window,
        count + later.count,
        firstAt,
        later.lastAt);
  }
}
