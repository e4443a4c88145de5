package io.keygate.rotation.calendar;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Base62;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which calendars there are: of each organization and each person one at most. */
@ApplicationScoped
@Transactional
class Calendars {
  private static final int DIGITS = 22;

  private final EntityManager entities;
  private final CalendarQueries queries;
  private final OrganizationService organizations;
  private final DomainEvents events;
  private final Caller caller;
  private final PublicUrl url;
  private final Clock clock;

  @Inject
  Calendars(
      EntityManager entities,
      CalendarQueries queries,
      OrganizationService organizations,
      DomainEvents events,
      Caller caller,
      PublicUrl url,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.events = events;
    this.caller = caller;
    this.url = url;
    this.clock = clock;
  }

  CalendarView read(String org) {
    return of(org).map(CalendarView::of).orElseThrow(Calendars::absent);
  }

  CalendarView readOwn() {
    return own().map(CalendarView::of).orElseThrow(Calendars::absent);
  }

  /** A new URL; the one that was before leads nowhere any more. */
  CreatedCalendar create(String org) {
    Organization organization = organizations.lock(org);
    of(org).ifPresent(feed -> end(feed, org));
    FeedToken token = FeedToken.random();
    return add(
        CalendarFeed.ofOrganization(
            newId(), organization.id(), token, caller.subject(), clock.instant()),
        token,
        org);
  }

  /** The same for the caller itself. */
  CreatedCalendar createOwn() {
    own().ifPresent(feed -> end(feed, null));
    FeedToken token = FeedToken.random();
    return add(
        CalendarFeed.ofPerson(
            newId(), caller.identity().issuer(), caller.subject(), token, clock.instant()),
        token,
        null);
  }

  void end(String org) {
    end(of(org).orElseThrow(Calendars::absent), org);
  }

  void endOwn() {
    end(own().orElseThrow(Calendars::absent), null);
  }

  /** Whose it is; empty where there is none with this token. */
  Optional<CalendarFeed> byToken(String token) {
    return queries.byToken(new FeedToken(token).hash());
  }

  private Optional<CalendarFeed> of(String org) {
    return queries.ofOrganization(organizations.bySlug(org).id());
  }

  private Optional<CalendarFeed> own() {
    return queries.ofPerson(caller.identity().issuer(), caller.subject());
  }

  private static String newId() {
    return "cal_" + Base62.random(DIGITS);
  }

  private static ProblemException absent() {
    return ProblemType.NOT_FOUND.with("There is no calendar.");
  }

  private CreatedCalendar add(CalendarFeed feed, FeedToken token, @Nullable String org) {
    entities.persist(feed);
    entities.flush();
    tell(Action.CALENDAR_CREATED, feed, org);
    return new CreatedCalendar(
        url.value() + "/api/v1/calendars/" + token.expose() + CalendarsResource.SUFFIX);
  }

  private void end(CalendarFeed feed, @Nullable String org) {
    entities.remove(feed);
    // NB: the next one of the same owner comes after this one is gone.
    entities.flush();
    tell(Action.CALENDAR_ENDED, feed, org);
  }

  private void tell(Action action, CalendarFeed feed, @Nullable String org) {
    Target target =
        org == null
            ? Target.of("calendar", feed.publicId())
            : Target.at(
                org + "/" + feed.publicId(), "calendar", feed.publicId(), "organization", org);
    events.fire(new DomainEvent(action, feed.organizationId(), target, Map.of()));
  }
}
