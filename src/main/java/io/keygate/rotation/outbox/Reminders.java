package io.keygate.rotation.outbox;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.rotation.schedule.ComingPrompts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reminders of an organization. Positions in the list: of those to come the key's internal id,
 * of those of the past the negative internal id of the reminder.
 */
@ApplicationScoped
@Transactional
class Reminders {
  private final OrganizationService organizations;
  private final ComingPrompts coming;
  private final PastReminders past;
  private final Clock clock;

  @Inject
  Reminders(
      OrganizationService organizations, ComingPrompts coming, PastReminders past, Clock clock) {
    this.organizations = organizations;
    this.coming = coming;
    this.past = past;
    this.clock = clock;
  }

  /** An item of the list, and where it is in it. */
  record Row(long position, ReminderView view) {}

  Page<ReminderView> list(String org, ReminderFilter filter, PageRequest page) {
    long organization = organizations.bySlug(org).id();
    Optional<ReminderState> state = filter.wantedState();
    boolean comingWanted =
        page.after() >= 0
            && filter.recipient == null
            && state.filter(s -> s != ReminderState.COMING).isEmpty();
    List<Row> rows = new ArrayList<>();
    if (comingWanted) {
      String key = filter.key;
      List<ComingPrompts.Coming> found =
          key == null
              ? coming.after(organization, page.after(), page.rows(), clock.instant())
              : coming.of(organization, key, page.after(), clock.instant());
      found.forEach(next -> rows.add(new Row(next.keyId(), view(next))));
    }
    boolean pastWanted = state.filter(s -> s == ReminderState.COMING).isEmpty();
    if (pastWanted && rows.size() < page.rows()) {
      long before = page.after() < 0 ? -page.after() : Long.MAX_VALUE;
      rows.addAll(past.before(organization, filter, before, page.rows() - rows.size()));
    }
    return Page.of(page, rows, Row::position, Row::view);
  }

  private static ReminderView view(ComingPrompts.Coming next) {
    return new ReminderView(
        next.key(),
        next.name(),
        next.masked(),
        next.project(),
        next.environment(),
        next.stage(),
        next.due(),
        next.at(),
        ReminderState.COMING,
        "mail",
        null,
        next.recipients(),
        null,
        0,
        null,
        null,
        null,
        null,
        next.disableAt(),
        next.snoozedUntil(),
        List.of());
  }
}
