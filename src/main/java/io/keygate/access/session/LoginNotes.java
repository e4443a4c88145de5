package io.keygate.access.session;

import io.keygate.access.token.VerifiedToken;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Tells of logins at the identity provider. */
@ApplicationScoped
@Transactional
class LoginNotes {
  private final DomainEvents events;
  private final Caller caller;

  @Inject
  LoginNotes(DomainEvents events, Caller caller) {
    this.events = events;
    this.caller = caller;
  }

  void loggedIn(VerifiedToken person) {
    caller.actsAs(new Actor(Actor.Kind.PERSON, person.issuer(), person.subject(), person.name()));
    var target = Target.of("account", person.subject());
    events.fire(new DomainEvent(Action.LOGIN_SUCCEEDED, null, target, Map.of()));
  }
}
