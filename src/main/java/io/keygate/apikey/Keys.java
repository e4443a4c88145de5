package io.keygate.apikey;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all changes of keys need: the key under its lock, its event, its view. */
@ApplicationScoped
class Keys {
  private final EntityManager entities;
  private final ApiKeyQueries queries;
  private final DomainEvents events;
  private final Event<KeyMoved> moved;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Keys(
      EntityManager entities,
      ApiKeyQueries queries,
      DomainEvents events,
      Event<KeyMoved> moved,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.events = events;
    this.moved = moved;
    this.caller = caller;
    this.clock = clock;
  }

  /** The key; a 404 problem where there is none. */
  KeyRow row(String publicId) {
    return queries.row(publicId).stream()
        .findFirst()
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no key with this id."));
  }

  /** The same, locked until the transaction ends, as it is now, and as the caller believes. */
  KeyRow locked(String publicId, IfMatch ifMatch) {
    KeyRow row = row(publicId);
    // NB: read again under the lock, so that of two changes at once one sees the other's.
    entities.refresh(row.key(), LockModeType.PESSIMISTIC_WRITE);
    requireRight(row.guarded());
    ifMatch.check(row.key().version());
    return row;
  }

  /** Refuses with 403 where keys are protected from the caller. */
  void requireRight(boolean guarded) {
    if (guarded && !caller.administers()) {
      throw ProblemType.FORBIDDEN.with("This environment is protected; it needs the role admin.");
    }
  }

  void flush() {
    entities.flush();
  }

  void fire(Action action, KeyRow row, Map<String, Change> changes, @Nullable String reason) {
    boolean active = row.key().stateAt(clock.instant()) == KeyState.ACTIVE;
    moved.fire(new KeyMoved(row.key().id(), active));
    events.fire(
        new DomainEvent(action, row.organizationId(), row.target(), changes, Map.of(), reason));
  }

  void fireState(Action action, KeyRow row, KeyState before, Instant now, @Nullable String reason) {
    KeyState after = row.key().stateAt(now);
    fire(action, row, Map.of("state", new Change(before.word(), after.word())), reason);
  }
}
