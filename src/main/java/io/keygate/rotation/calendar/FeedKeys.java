package io.keygate.rotation.calendar;

import io.keygate.platform.persistence.Times;
import io.keygate.rotation.schedule.DueDates;
import io.keygate.rotation.schedule.DueDates.DueDate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of a calendar, as far as its owner may see them at this moment. */
@ApplicationScoped
@Transactional
class FeedKeys {
  /** More nobody looks at in a calendar; the next ones come as these go. */
  private static final int MOST = 5_000;

  /** After so long without a token, somebody of the identity provider sees no keys any more. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);

  private final EntityManager entities;
  private final DueDates dates;
  private final Clock clock;

  @Inject
  FeedKeys(EntityManager entities, DueDates dates, Clock clock) {
    this.entities = entities;
    this.dates = dates;
    this.clock = clock;
  }

  /** The next due date first. */
  List<DueDate> of(CalendarFeed feed) {
    Long organization = feed.organizationId();
    if (organization != null) {
      return dates.ofOrganization(organization, MOST, clock.instant());
    }
    String issuer = String.valueOf(feed.issuer());
    String subject = String.valueOf(feed.subject());
    String email = email(issuer, subject);
    return email == null
        ? List.of()
        : dates.ofOwner(
            email.toLowerCase(Locale.ROOT), organizations(issuer, subject), MOST, clock.instant());
  }

  /**
   * Of an open account, or as the identity provider told last; null where there is none, or that
   * was long ago: nobody tells Keygate that somebody has left.
   */
  private @Nullable String email(String issuer, String subject) {
    List<?> found =
        entities
            .createNativeQuery(
                """
                select a.email from account a
                where :issuer = 'keygate' and a.username = :subject and a.disabled_at is null
                  and a.email is not null
                union
                select p.email from person p
                where p.issuer = :issuer and p.subject = :subject and p.email is not null
                  and p.issuer <> 'keygate' and p.last_seen_at >= :since\
                """,
                String.class)
            .setParameter("issuer", issuer)
            .setParameter("subject", subject)
            .setParameter("since", Times.toColumn(clock.instant().minus(FORGOTTEN_AFTER)))
            .getResultList();
    return found.isEmpty() ? null : (String) found.get(0);
  }

  /** Where somebody has a role: as a member, or by a group, as the last token told. */
  private Set<Long> organizations(String issuer, String subject) {
    Set<Long> ids = new TreeSet<>();
    List<?> found =
        entities
            .createNativeQuery(
                """
                select m.organization_id from membership m
                where m.issuer = :issuer and m.subject = :subject
                union
                select g.organization_id from person p
                  join person_group pg on pg.person_id = p.id
                  join group_role g on g.group_name = pg.group_name
                where p.issuer = :issuer and p.subject = :subject\
                """,
                Long.class)
            .setParameter("issuer", issuer)
            .setParameter("subject", subject)
            .getResultList();
    found.forEach(id -> ids.add(((Number) id).longValue()));
    return ids;
  }
}
