package io.keygate.rotation.schedule;

import static io.keygate.platform.persistence.Times.toColumn;

import io.keygate.apikey.KeyDates;
import io.keygate.apikey.KeyDates.DatedKey;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts reminders of a key off, for some days, and not past the day on which it is due. */
@ApplicationScoped
@Transactional
public class Snoozes {
  private static final Duration LONGEST = Duration.ofDays(14);

  private final EntityManager entities;
  private final KeyDates keys;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Snoozes(EntityManager entities, KeyDates keys, DomainEvents events, Caller caller, Clock clock) {
    this.entities = entities;
    this.keys = keys;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /** Nobody is reminded of the key until then; 409 where there is nothing to put off. */
  public SnoozeView snooze(String publicId, Snooze wanted) {
    DatedKey key = keys.lock(publicId);
    Instant now = clock.instant();
    Instant due = due(key, now);
    Instant until = wanted.until().truncatedTo(ChronoUnit.MICROS);
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
      throw ProblemException.invalid("until", "must be within the next 14 days");
    }
    if (until.isAfter(due)) {
      throw ProblemException.invalid("until", "must not be after the key is due, " + due);
    }
    entities
        .createNativeQuery(
            """
            insert into rotation_schedule (api_key_id, look_at, snoozed_until, snoozed_by,
              snooze_reason)
            values (:key, :now, :until, :by, :reason)
            on duplicate key update look_at = values(look_at),
              snoozed_until = values(snoozed_until), snoozed_by = values(snoozed_by),
              snooze_reason = values(snooze_reason)\
            """)
        .setParameter("key", key.id())
        .setParameter("now", toColumn(now))
        .setParameter("until", toColumn(until))
        .setParameter("by", caller.subject())
        .setParameter("reason", wanted.reason())
        .executeUpdate();
    hold(key, toColumn(until));
    events.fire(
        new DomainEvent(
            Action.KEY_SNOOZED,
            key.organizationId(),
            key.target(),
            Map.of(),
            Map.of("until", until.toString(), "due", due.toString()),
            wanted.reason()));
    return new SnoozeView(publicId, due, until, caller.subject(), wanted.reason());
  }

  /** Ends it; a 404 problem where the key is not snoozed. */
  public void end(String publicId) {
    DatedKey key = keys.lock(publicId);
    Instant now = clock.instant();
    int ended =
        entities
            .createNativeQuery(
                """
                update rotation_schedule set look_at = :now, snoozed_until = null,
                  snoozed_by = null, snooze_reason = null
                where api_key_id = :key and snoozed_until > :now\
                """)
            .setParameter("key", key.id())
            .setParameter("now", toColumn(now))
            .executeUpdate();
    if (ended == 0) {
      throw ProblemType.NOT_FOUND.with("The reminders of this key are not put off.");
    }
    hold(key, null);
    events.fire(
        DomainEvent.telling(Action.KEY_SNOOZE_ENDED, key.organizationId(), key.target(), Map.of()));
  }

  private static Instant due(DatedKey key, Instant now) {
    Instant due =
        key.due()
            .orElseThrow(
                () ->
                    ProblemType.KEY_STATE.with(
                        "The key is "
                            + key.state().word()
                            + (key.rotateBy() == null ? " and has no date" : "")
                            + "; nobody is reminded of it."));
    if (!due.isAfter(now)) {
      throw ProblemType.KEY_STATE.with("The key is overdue; its reminders cannot be put off.");
    }
    return due;
  }

  /** What is queued waits too. */
  private void hold(DatedKey key, @Nullable LocalDateTime until) {
    entities
        .createNativeQuery(
            """
            update reminder set held_until = :until where api_key_id = :key and state = 'QUEUED'\
            """)
        .setParameter("key", key.id())
        .setParameter("until", until)
        .executeUpdate();
  }
}
