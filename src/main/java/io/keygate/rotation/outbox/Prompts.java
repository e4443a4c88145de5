package io.keygate.rotation.outbox;

import static io.keygate.platform.persistence.Times.fromColumn;
import static io.keygate.platform.persistence.Times.toColumn;
import static java.util.Objects.requireNonNull;

import io.keygate.apikey.KeyState;
import io.keygate.apikey.Secret;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvents;
import io.keygate.rotation.schedule.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The prompts that a delivery carries, and what becomes of them. */
@ApplicationScoped
@Transactional
class Prompts {
  private final EntityManager entities;
  private final DomainEvents events;

  @Inject
  Prompts(EntityManager entities, DomainEvents events) {
    this.entities = entities;
    this.events = events;
  }

  /** Those of a delivery that wait, the most urgent first. */
  List<Prompt> of(long deliveryId, Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                select r.id, o.id, o.slug, o.name, o.time_zone, k.public_id, k.name, e.slug,
                  k.last_four, pj.slug, k.owner, k.revoked_at, k.disabled_at, k.expires_at,
                  k.overlap_ends_at, k.created_at, k.last_used_at, k.last_used_from, k.rotate_by,
                  r.stage, r.due_at, r.disable_at, r.held_until, k.lineage, k.id
                from reminder r
                  join api_key k on k.id = r.api_key_id
                  join stream s on s.id = k.stream_id
                  join organization o on o.id = s.organization_id
                  join project pj on pj.id = s.project_id
                  join environment e on e.id = s.environment_id
                where r.delivery_id = :delivery and r.state = 'QUEUED'
                order by r.due_at, k.id\
                """,
                Object[].class)
            .setParameter("delivery", deliveryId)
            .getResultList();
    return rows.stream().map(row -> prompt((Object[]) row, now)).toList();
  }

  private static Prompt prompt(Object[] row, Instant now) {
    String env = (String) row[7];
    Instant heldUntil = fromColumn(row[22]);
    Instant expiresAt = fromColumn(row[13]);
    return new Prompt(
        ((Number) row[0]).longValue(),
        ((Number) row[1]).longValue(),
        (String) row[2],
        (String) row[3],
        ZoneId.of((String) row[4]),
        ((Number) row[24]).longValue(),
        (String) row[5],
        (String) row[6],
        Secret.masked(env, (String) row[8]),
        row[2] + "/" + row[9] + "/" + env,
        (String) row[23],
        (String) row[10],
        KeyState.at(now, fromColumn(row[11]), fromColumn(row[12]), expiresAt, fromColumn(row[14])),
        requireNonNull(fromColumn(row[15])),
        fromColumn(row[16]),
        (String) row[17],
        fromColumn(row[18]),
        expiresAt,
        (String) row[19],
        requireNonNull(fromColumn(row[20])),
        fromColumn(row[21]),
        heldUntil != null && now.isBefore(heldUntil));
  }

  /** They make no sense any more; those that somebody put off wait for another delivery. */
  void cancel(Collection<Prompt> prompts, String why, Instant now) {
    List<Prompt> held = prompts.stream().filter(Prompt::held).toList();
    List<Prompt> others = prompts.stream().filter(prompt -> !prompt.held()).toList();
    if (!held.isEmpty()) {
      entities
          .createNativeQuery(
              "update reminder set delivery_id = null where id in (:ids) and state = 'QUEUED'")
          .setParameter("ids", ids(held))
          .executeUpdate();
    }
    if (!others.isEmpty()) {
      entities
          .createNativeQuery(
              """
              update reminder set state = 'CANCELLED', ended_at = :now, ended_why = :why
              where id in (:ids) and state = 'QUEUED'\
              """)
          .setParameter("now", toColumn(now))
          .setParameter("why", why)
          .setParameter("ids", ids(others))
          .executeUpdate();
    }
  }

  /** Whom they were for is there no longer. */
  void cancelAllOf(long deliveryId, String why, Instant now) {
    entities
        .createNativeQuery(
            """
            update reminder set state = 'CANCELLED', ended_at = :now, ended_why = :why
            where delivery_id = :delivery and state = 'QUEUED'\
            """)
        .setParameter("now", toColumn(now))
        .setParameter("why", why)
        .setParameter("delivery", deliveryId)
        .executeUpdate();
  }

  /** Whoever should be told was told; the trail says so of each key. */
  void accepted(Claim claim, List<Prompt> prompts, String answer, Instant now) {
    set(prompts, "ACCEPTED", now);
    say(prompts);
    tell(Action.REMINDER_ACCEPTED, claim, prompts, answer);
  }

  /** Nobody was told; the keys are looked at again, so that somebody else is. */
  void givenUp(Claim claim, List<Prompt> prompts, String answer, Instant now) {
    set(prompts, "GIVEN_UP", now);
    tell(Action.REMINDER_GIVEN_UP, claim, prompts, answer);
  }

  /** NB: to be called before the deliveries and reminders are locked. */
  void lookAgain(List<Prompt> prompts, Instant now) {
    if (prompts.isEmpty()) {
      return;
    }
    entities
        .createNativeQuery(
            """
            update rotation_schedule s join reminder r on r.api_key_id = s.api_key_id
            set s.look_at = least(s.look_at, :now) where r.id in (:ids)\
            """)
        .setParameter("now", toColumn(now))
        .setParameter("ids", ids(prompts))
        .executeUpdate();
  }

  private void set(List<Prompt> prompts, String state, Instant now) {
    if (prompts.isEmpty()) {
      return;
    }
    // NB: whatever was said of them meanwhile; this is what has happened.
    entities
        .createNativeQuery(
            """
            update reminder set state = :state, ended_at = :now, ended_why = null,
              accepted_at = if(:state = 'ACCEPTED', :now, null)
            where id in (:ids)\
            """)
        .setParameter("state", state)
        .setParameter("now", toColumn(now))
        .setParameter("ids", ids(prompts))
        .executeUpdate();
  }

  /** What they have said of the day on which the key is disabled; that is what counts. */
  private void say(List<Prompt> prompts) {
    Map<Optional<Instant>, List<Prompt>> byDay =
        prompts.stream()
            .collect(Collectors.groupingBy(prompt -> Optional.ofNullable(prompt.disableAt())));
    byDay.forEach((day, said) -> say(day, ids(said)));
  }

  private void say(Optional<Instant> day, List<Long> ids) {
    if (day.isPresent()) {
      entities
          .createNativeQuery(
              "update reminder set disable_at = :day where id in (:ids) and not disable_at <=>"
                  + " :day")
          .setParameter("day", toColumn(day.get()))
          .setParameter("ids", ids)
          .executeUpdate();
    } else {
      entities
          .createNativeQuery(
              "update reminder set disable_at = null where id in (:ids) and disable_at is not null")
          .setParameter("ids", ids)
          .executeUpdate();
    }
  }

  private static List<Long> ids(List<Prompt> prompts) {
    return prompts.stream().map(Prompt::reminderId).toList();
  }

  private void tell(Action action, Claim claim, List<Prompt> prompts, String answer) {
    for (Prompt prompt : prompts) {
      Map<String, String> details = new TreeMap<>();
      details.put("recipient", claim.recipient());
      details.put("stage", Stage.shown(prompt.stage()));
      details.put("due", prompt.due().toString());
      details.put("delivery", claim.publicId());
      details.put("answer", answer);
      events.fire(DomainEvent.telling(action, prompt.organizationId(), prompt.target(), details));
    }
  }
}
