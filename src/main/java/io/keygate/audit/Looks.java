package io.keygate.audit;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Tells the trail of looks at the trail. A look that cannot be told is not taken. */
@ApplicationScoped
class Looks {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Repeats repeats;
  private final Trail trail;
  private final Witness witness;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Looks(Repeats repeats, Trail trail, Witness witness, Caller caller, Clock clock) {
    this.repeats = repeats;
    this.trail = trail;
    this.witness = witness;
    this.caller = caller;
    this.clock = clock;
  }

  /** Tells of it once in a minute, and then how often. */
  void tell(Action action, ChainRow chain, Map<String, String> details) {
    DomainEvent event = AuditTrail.telling(action, chain, details);
    Actor actor = caller.actor().orElse(Actor.ANONYMOUS);
    repeats.write(
        Occurrence.once(
            event,
            Outcome.SUCCESS,
            actor,
            caller.source(),
            actor + "\n" + chain.publicId() + "\n" + details,
            WINDOW,
            clock.instant()));
  }

  /** Tells of it each time; it is committed when this has returned. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void tellNow(Action action, ChainRow chain, Outcome outcome, Map<String, String> details) {
    trail.add(witness.of(AuditTrail.telling(action, chain, details), outcome));
  }
}
