package io.keygate.platform.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Where services fire their events. */
@ApplicationScoped
public class DomainEvents {
  private final Event<DomainEvent> event;

  @Inject
  DomainEvents(Event<DomainEvent> event) {
    this.event = event;
  }

  /**
   * Tells all observers now; refuses outside a transaction; an observer that throws undoes the
   * change.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void fire(DomainEvent domainEvent) {
    event.fire(domainEvent);
  }
}
