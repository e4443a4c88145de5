package io.keygate.organization;

import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Creates and finds organizations. */
@ApplicationScoped
@Transactional
public class OrganizationService {
  private static final int DEFAULT_RETENTION_HOURS = 720;

  private final EntityManager entities;
  private final OrganizationQueries queries;
  private final DomainEvents events;
  private final Event<OrganizationCreated> created;
  private final Event<OrganizationChanged> changed;
  private final Event<OrganizationDeleted> deleted;
  private final Caller caller;
  private final Clock clock;

  @Inject
  OrganizationService(
      EntityManager entities,
      OrganizationQueries queries,
      DomainEvents events,
      Event<OrganizationCreated> created,
      Event<OrganizationChanged> changed,
      Event<OrganizationDeleted> deleted,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.events = events;
    this.created = created;
    this.changed = changed;
    this.deleted = deleted;
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
    fire(
        Action.ORGANIZATION_CREATED,
        organization,
        Map.of(
            "name", Change.to(organization.name()),
            "retentionHours", Change.to(organization.retentionHours())));
    entities.flush();
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

  /** Takes over what the change gives. */
  public OrganizationView change(String slug, OrganizationChange change, IfMatch ifMatch) {
    Organization organization = lock(slug);
    ifMatch.check(organization.version());
    String zone = change.timeZone();
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      throw ProblemException.invalid("timeZone", "must be an IANA name such as Europe/Berlin");
    }
    OrganizationView before = OrganizationView.of(organization);
    organization.take(change);
    entities.flush();
    OrganizationView after = OrganizationView.of(organization);
    Map<String, Change> changes = new TreeMap<>();
    Change.collect(changes, "name", before.name(), after.name());
    Change.collect(changes, "retentionHours", before.retentionHours(), after.retentionHours());
    Change.collect(changes, "timeZone", before.timeZone(), after.timeZone());
    Change.collect(changes, "reminderHour", before.reminderHour(), after.reminderHour());
    Change.collect(changes, "ingestOnly", before.ingestOnly(), after.ingestOnly());
    Change.collect(
        changes, "auditRetentionDays", before.auditRetentionDays(), after.auditRetentionDays());
    if (!changes.isEmpty()) {
      fire(Action.ORGANIZATION_CHANGED, organization, changes);
      boolean localTime = changes.containsKey("timeZone") || changes.containsKey("reminderHour");
      changed.fire(new OrganizationChanged(organization, localTime));
    }
    return after;
  }

  /** Deletes it: everything in it is hidden, and all its keys are dead, when this has returned. */
  public void delete(String slug, Confirmation confirmation, IfMatch ifMatch) {
    Organization organization = lock(slug);
    confirmation.check(slug);
    ifMatch.check(organization.version());
    Instant now = clock.instant();
    organization.delete(caller.subject(), now);
    entities.flush();
    fire(Action.ORGANIZATION_DELETED, organization, Map.of());
    deleted.fire(new OrganizationDeleted(organization, now));
  }

  /**
   * The organization, locked until the transaction ends: for changes that must not meet below it.
   */
  public Organization lock(String slug) {
    return locked(slug, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * The organization, kept from changes like those of {@link #lock} until the transaction ends; any
   * number may do this at once.
   */
  public Organization keep(String slug) {
    return locked(slug, LockModeType.PESSIMISTIC_READ);
  }

  private Organization locked(String slug, LockModeType mode) {
    Organization organization = bySlug(slug);
    // NB: read again under the lock; whoever had it before may have deleted it.
    entities.refresh(organization, mode);
    if (organization.isDeleted()) {
      throw ProblemType.NOT_FOUND.with(absent(slug));
    }
    return organization;
  }

  private void fire(Action action, Organization organization, Map<String, Change> changes) {
    String slug = organization.slug();
    var target = DomainEvent.Target.of("organization", slug);
    events.fire(new DomainEvent(action, organization.id(), target, changes));
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
