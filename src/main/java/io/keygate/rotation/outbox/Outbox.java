package io.keygate.rotation.outbox;

import static io.keygate.platform.persistence.Times.fromColumn;
import static io.keygate.platform.persistence.Times.toColumn;
import static java.util.Objects.requireNonNull;

import io.keygate.platform.startup.SchemaReady;
import io.keygate.platform.text.Base62;
import io.keygate.rotation.outbox.Claim.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The deliveries, each of which is attempted by one node at a time. */
@ApplicationScoped
@Transactional
class Outbox {
  /** No attempt takes longer; another node takes over from one that has died. */
  private static final Duration LEASE = Duration.ofMinutes(30);

  /** So many that wait for the relay are moved at once; the others are due as they are. */
  private static final int MOST_MOVED = 10_000;

  private static final int DIGITS = 22;

  /** Before what is said by none in particular, but of the relay. */
  private static final String RELAY = "relay: ";

  private final EntityManager entities;
  private final NodeId node;

  @Inject
  Outbox(EntityManager entities, NodeId node) {
    this.entities = entities;
    this.node = node;
  }

  /** What this node had claimed when it died is free again. */
  void release(@Observes SchemaReady ready) {
    query(
            "update delivery set claimed_until = created_at where state = 'QUEUED' and claimed_by ="
                + " :n")
        .setParameter("n", node.value())
        .executeUpdate();
  }

  /** A new delivery; returns its internal id. */
  long add(
      Kind kind,
      @Nullable Long organizationId,
      String recipient,
      @Nullable String subject,
      @Nullable String payload,
      Instant now) {
    String publicId = "dlv_" + Base62.random(DIGITS);
    query(
            """
            insert ignore into delivery (public_id, kind, organization_id, recipient, subject,
              payload, state, next_attempt_at, created_at)
            values (:id, :kind, nullif(:organization, 0), :recipient, nullif(:subject, ''),
              nullif(:payload, ''), 'QUEUED', :now, :now)\
            """)
        .setParameter("id", publicId)
        .setParameter("kind", kind.name())
        .setParameter("organization", organizationId == null ? 0 : organizationId)
        .setParameter("recipient", recipient)
        .setParameter("subject", subject == null ? "" : subject)
        .setParameter("payload", payload == null ? "" : payload)
        .setParameter("now", toColumn(now))
        .executeUpdate();
    List<?> ids =
        query("select id from delivery where public_id = :id")
            .setParameter("id", publicId)
            .getResultList();
    return ids.isEmpty() ? 0 : ((Number) ids.get(0)).longValue();
  }

  /** Claims the next one that is due, of these kinds; empty where there is none. */
  Optional<Claim> claim(Collection<Kind> kinds, Instant now) {
    return claim(kinds, Set.of(), now);
  }

  /** The same, but for none of these recipients. */
  Optional<Claim> claim(Collection<Kind> kinds, Collection<String> except, Instant now) {
    List<?> rows =
        query(
                """
                select id, public_id, kind, organization_id, recipient, attempts, created_at, deferrals,
                  deferred_since, payload
                from delivery
                where state = 'QUEUED' and next_attempt_at <= :now and kind in (:kinds)
                  and (claimed_until is null or claimed_until <= :now)
                  and recipient not in (:except)
                order by next_attempt_at, id limit 1 for update skip locked\
                """)
            .setParameter("now", toColumn(now))
            .setParameter("kinds", kinds.stream().map(Kind::name).toList())
            .setParameter("except", except.isEmpty() ? Set.of("") : except)
            .getResultList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Object[] row = (Object[]) rows.get(0);
    long id = ((Number) row[0]).longValue();
    // NB: one that is taken over may have been accepted; it counts as put off, so that nothing that
    // comes to be told is added to it.
    query(
            """
            update delivery set deferrals = if(claimed_until is null, deferrals, deferrals + 1),
              claimed_by = :node, claimed_until = :until, attempts = attempts + 1
            where id = :id\
            """)
        .setParameter("node", node.value())
        .setParameter("until", toColumn(now.plus(LEASE)))
        .setParameter("id", id)
        .executeUpdate();
    return Optional.of(
        new Claim(
            id,
            (String) row[1],
            Kind.valueOf((String) row[2]),
            row[3] == null ? null : ((Number) row[3]).longValue(),
            (String) row[4],
            ((Number) row[5]).intValue() + 1,
            requireNonNull(fromColumn(row[6])),
            ((Number) row[7]).intValue(),
            fromColumn(row[8]),
            (String) row[9]));
  }

  /** It was accepted. */
  void accepted(Claim claim, String answer, Instant now) {
    end(claim, "ACCEPTED", answer, now);
    if (claim.kind() == Kind.WEBHOOK) {
      wake("recipient = :who and kind = 'WEBHOOK'", claim.recipient(), now);
    } else {
      wake("last_answer like :who and kind in ('DIGEST', 'REPORT')", RELAY + "%", now);
    }
  }

  /** Who would not take anything does again; what only waited for that waits no longer. */
  private void wake(String condition, String who, Instant now) {
    List<?> waiting =
        query(
                "select id from delivery where state = 'QUEUED' and next_attempt_at > :now and"
                    + " claimed_until is null and "
                    + condition
                    + " order by id limit :most for update skip locked")
            .setParameter("now", toColumn(now))
            .setParameter("who", who)
            .setParameter("most", MOST_MOVED)
            .getResultList();
    if (!waiting.isEmpty()) {
      query("update delivery set next_attempt_at = :now where id in (:ids)")
          .setParameter("now", toColumn(now))
          .setParameter("ids", waiting)
          .executeUpdate();
    }
  }

  /** Whether the relay has taken any mail since then. */
  boolean hasTakenAny(Instant since) {
    return !query(
            """
            select 1 from delivery
            where state = 'ACCEPTED' and kind in ('DIGEST', 'REPORT') and ended_at > :since limit 1\
            """)
        .setParameter("since", toColumn(since))
        .getResultList()
        .isEmpty();
  }

  /** It will never be accepted. */
  void givenUp(Claim claim, String answer, Instant now) {
    end(claim, "GIVEN_UP", answer, now);
  }

  private void end(Claim claim, String state, String answer, Instant now) {
    query(
            """
            update delivery set state = :state, last_answer = :answer, ended_at = :now,
              claimed_by = null, claimed_until = null where id = :id\
            """)
        .setParameter("state", state)
        .setParameter("answer", answer)
        .setParameter("now", toColumn(now))
        .setParameter("id", claim.id())
        .executeUpdate();
    note(claim, state, answer, now);
  }

  /** It makes no sense any more. */
  void cancelled(Claim claim, Instant now) {
    query(
            """
            update delivery set state = 'CANCELLED', ended_at = :now, attempts = attempts - 1,
              claimed_by = null, claimed_until = null where id = :id\
            """)
        .setParameter("now", toColumn(now))
        .setParameter("id", claim.id())
        .executeUpdate();
  }

  /** It is attempted again, later each time. */
  void deferred(Claim claim, String answer, Instant now) {
    int deferrals = claim.deferrals() + 1;
    query(
            """
            update delivery set last_answer = :answer, next_attempt_at = :next,
              deferrals = :deferrals, deferred_since = coalesce(deferred_since, :now),
              claimed_by = null, claimed_until = null where id = :id\
            """)
        .setParameter("answer", answer)
        .setParameter("next", toColumn(now.plus(BackOff.after(deferrals))))
        .setParameter("deferrals", deferrals)
        .setParameter("now", toColumn(now))
        .setParameter("id", claim.id())
        .executeUpdate();
    note(claim, "DEFERRED", answer, now);
  }

  /**
   * The relay cannot be asked: so it is for this one and for all that are due, and each says so,
   * once for each time that it is away.
   */
  void relayIsAway(Claim claim, String answer, Instant next, Instant now) {
    query(
            """
            update delivery set claimed_by = null, claimed_until = null, attempts = attempts - 1
            where id = :id\
            """)
        .setParameter("id", claim.id())
        .executeUpdate();
    // NB: in the order of their ids, and without waiting for those that another node has; else two
    // nodes that find the relay away at once wait for each other in a circle.
    List<?> due =
        query(
                """
                select id from delivery
                where state = 'QUEUED' and kind in ('DIGEST', 'REPORT') and next_attempt_at <= :now
                  and (claimed_until is null or claimed_until <= :now)
                order by id limit :most for update skip locked\
                """)
            .setParameter("now", toColumn(now))
            .setParameter("most", MOST_MOVED)
            .getResultList();
    if (due.isEmpty()) {
      return;
    }
    String anew = "id in (:ids) and (last_answer is null or last_answer not like :relay)";
    query(
            """
            insert into delivery_attempt (delivery_id, at, outcome, answer)
            select id, :now, 'DEFERRED', :answer from delivery where \
            """
                + anew)
        .setParameter("answer", RELAY + answer)
        .setParameter("now", toColumn(now))
        .setParameter("ids", due)
        .setParameter("relay", RELAY + "%")
        .executeUpdate();
    query("update delivery set attempts = attempts + 1 where " + anew)
        .setParameter("ids", due)
        .setParameter("relay", RELAY + "%")
        .executeUpdate();
    query("update delivery set last_answer = :answer, next_attempt_at = :next where id in (:ids)")
        .setParameter("answer", RELAY + answer)
        .setParameter("next", toColumn(next))
        .setParameter("ids", due)
        .executeUpdate();
  }

  private void note(Claim claim, String outcome, String answer, Instant now) {
    query(
            """
            insert into delivery_attempt (delivery_id, at, outcome, answer)
            values (:id, :now, :outcome, :answer)\
            """)
        .setParameter("id", claim.id())
        .setParameter("now", toColumn(now))
        .setParameter("outcome", outcome)
        .setParameter("answer", answer)
        .executeUpdate();
  }

  private Query query(String sql) {
    return entities.createNativeQuery(sql);
  }
}
