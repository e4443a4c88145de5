package io.keygate.organization;

import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates and finds organizations. */
@ApplicationScoped
@Transactional
public class OrganizationService {
  private static final int DEFAULT_RETENTION_HOURS = 720;

  private final EntityManager entities;
  private final OrganizationQueries queries;
  private final DomainEvents events;
  private final Event<OrganizationCreated> created;
  private final Caller caller;
  private final Clock clock;

  @Inject
  OrganizationService(
      EntityManager entities,
      OrganizationQueries queries,
      DomainEvents events,
      Event<OrganizationCreated> created,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.events = events;
    this.created = created;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * Creates it with dev, stg, prd, "Default project", and the caller as owner; 409 where the slug
   * is in use.
   */
  public OrganizationView create(NewOrganization wanted) {
    Slug slug = Slug.of(wanted.slug(), wanted.name());
    if (queries.bySlug(slug.value()).isPresent()) {
      throw ProblemType.SLUG_TAKEN.with("There is an organization '" + slug + "' already.");
    }
    var organization =
        new Organization(
            slug.value(),
            wanted.name().strip(),
            requireNonNullElse(wanted.retentionHours(), DEFAULT_RETENTION_HOURS),
            caller.subject(),
            clock.instant());
    entities.persist(organization);
    events.fire(
        new DomainEvent(
            "organization.created",
            organization.id(),
            new DomainEvent.Target("organization", slug.value(), slug.value()),
            Map.of(
                "name", Change.to(organization.name()),
                "retentionHours", Change.to(organization.retentionHours()))));
    List<String> environments = requireNonNullElse(wanted.environments(), List.of());
    created.fire(new OrganizationCreated(organization, environments));
    return OrganizationView.of(organization);
  }

  /** The organization; a 404 problem where there is none. */
  public Organization bySlug(String slug) {
    return queries.bySlug(slug).orElseThrow(() -> ProblemType.NOT_FOUND.with(absent(slug)));
  }

  /** Internal id of the organization, if there is one. */
  public Optional<Long> idOf(String slug) {
    return queries.bySlug(slug).map(Organization::id);
  }

  /** What is said of an organization that is not there, or not there for the caller. */
  public static String absent(String slug) {
    return "There is no organization '" + slug + "'.";
  }

  /**
   * The organization, locked until the transaction ends: for changes that must not meet below it.
   */
  public Organization lock(String slug) {
    Organization organization = bySlug(slug);
    entities.lock(organization, LockModeType.PESSIMISTIC_WRITE);
    return organization;
  }

  /** All organizations after an id, in the order of their ids. */
  List<Organization> all(long after, int rows) {
    return queries.all(after, rows);
  }

  /** Those of the given ids that there are. */
  public List<Organization> among(Collection<Long> ids, long after, int rows) {
    return ids.isEmpty() ? List.of() : queries.among(ids, after, rows);
  }
}
