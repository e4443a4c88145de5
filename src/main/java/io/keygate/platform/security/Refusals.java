package io.keygate.platform.security;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.event.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of attempts that were refused; of the same within a minute once, and then how many. */
@ApplicationScoped
public class Refusals {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Event<Occurrence> occurrences;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Refusals(Event<Occurrence> occurrences, Caller caller, Clock clock) {
    this.occurrences = occurrences;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A call that was not allowed.
   *
   * @param unknowing whether the caller may not know what there is; then the time must not tell
   *     either
   * @param organizationId internal id of the organization that it was about, if there is one
   * @param operation method and path of the endpoint, with the names of its parameters
   * @param status what was answered
   */
  public void denied(
      @Nullable Long organizationId,
      Target target,
      String operation,
      int status,
      boolean unknowing) {
    Map<String, String> details = new TreeMap<>();
    details.put("operation", operation);
    details.put("status", Integer.toString(status));
    Occurrence denied =
        seen(
            DomainEvent.telling(Action.ACCESS_DENIED, organizationId, target, details),
            Outcome.DENIED);
    occurrences.fire(unknowing ? denied.whenThereIsTime() : denied);
  }

  /** Something that was tried, and did not work. */
  public void failed(Action action, Target target, String why) {
    // NB: an attempt at what is not there must not take less time.
    occurrences.fire(
        seen(DomainEvent.telling(action, null, target, Map.of("why", why)), Outcome.FAILURE)
            .whenThereIsTime());
  }

  // NB: what is in no organization may be a name that somebody made up; each would be another.
  private Occurrence seen(DomainEvent event, Outcome outcome) {
    Actor actor = caller.actor().orElse(Actor.ANONYMOUS);
    String sameness =
        String.join(
            "\n",
            actor.toString(),
            String.valueOf(caller.source().address()),
            event.organizationId() == null && event.action() == Action.ACCESS_DENIED
                ? ""
                : event.target().toString(),
            event.details().toString());
    return Occurrence.once(
        event, outcome, actor, caller.source(), sameness, WINDOW, clock.instant());
  }
}
