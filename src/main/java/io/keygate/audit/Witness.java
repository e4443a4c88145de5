package io.keygate.audit;

import io.keygate.apikey.SecretText;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;

/** Notes who does what at this moment, and from where. */
@ApplicationScoped
class Witness {
  private static final Actor ITSELF = Actor.system("keygate");

  private final Caller caller;

  @Inject
  Witness(Caller caller) {
    this.caller = caller;
  }

  /** A change that is being made. */
  Draft of(DomainEvent event) {
    return of(event, Outcome.SUCCESS);
  }

  /** Something that the present caller does. */
  Draft of(DomainEvent event, Outcome outcome) {
    try {
      RequestFacts source = caller.source();
      Actor nobody = source.requestId() == null ? ITSELF : Actor.ANONYMOUS;
      Actor actor = caller.actor().orElse(nobody);
      return Draft.of(event, outcome, actor, source, SecretText::masked);
    } catch (ContextNotActiveException e) {
      return Draft.of(event, outcome, ITSELF, RequestFacts.NONE, SecretText::masked);
    }
  }

  /** Something that was seen. */
  static Draft of(Occurrence seen) {
    return Draft.of(seen.event(), seen.outcome(), seen.actor(), seen.source(), SecretText::masked);
  }
}
