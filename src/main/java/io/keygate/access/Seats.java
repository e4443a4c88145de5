package io.keygate.access;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Who holds which role in an organization. */
@ApplicationScoped
@Transactional
public class Seats {
  /** The issuer of local accounts. */
  public static final String LOCAL = TokenIssuer.ISSUER;

  private final EntityManager entities;
  private final AccountQueries queries;
  private final OrganizationService organizations;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Seats(
      EntityManager entities,
      AccountQueries queries,
      OrganizationService organizations,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /** The role, if there is one. */
  public Optional<Role> role(String org, String issuer, String subject) {
    return queries
        .membership(issuer, subject, organizations.bySlug(org).id())
        .map(Membership::role);
  }

  /** Makes somebody a member. */
  public void add(String org, String issuer, String subject, Role role) {
    long id = organizations.bySlug(org).id();
    entities.persist(new Membership(id, issuer, subject, role, caller.subject(), clock.instant()));
    events.fire(
        new DomainEvent(
            Action.MEMBER_ADDED,
            id,
            DomainEvent.Target.at(org + "/" + subject, "member", subject, "organization", org),
            Map.of("role", Change.to(role))));
  }
}
