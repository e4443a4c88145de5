package io.keygate.rotation.outbox;

import static io.keygate.platform.persistence.Times.toColumn;

import io.keygate.rotation.outbox.Claim.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Prompts that wait for their mail. */
@ApplicationScoped
@Transactional
class Bundles {
  private static final String WAITING =
      """
      r.state = 'QUEUED' and r.delivery_id is null and r.channel = 'MAIL'
        and (r.held_until is null or r.held_until <= :now)\
      """;

  private static final String WAITING_CALL =
      """
      r.state = 'QUEUED' and r.delivery_id is null and r.channel = 'WEBHOOK'
        and (r.held_until is null or r.held_until <= :now)\
      """;

  private static final int CALLS = 200;

  /** So many keys make a mail of about a megabyte; relays take no more than ten or twenty. */
  private static final int MOST_KEYS = 500;

  private final EntityManager entities;
  private final Outbox outbox;

  @Inject
  Bundles(EntityManager entities, Outbox outbox) {
    this.entities = entities;
    this.outbox = outbox;
  }

  /** Whom something waits for that was queued by then. */
  List<String> waiting(Instant queuedBy, Instant now) {
    List<?> recipients =
        entities
            .createNativeQuery(
                "select distinct r.recipient from reminder r where "
                    + WAITING
                    + " and r.created_at <= :before order by r.recipient",
                String.class)
            .setParameter("now", toColumn(now))
            .setParameter("before", toColumn(queuedBy))
            .getResultList();
    return recipients.stream().map(String.class::cast).toList();
  }

  /**
   * All that waits for somebody is one mail: the one that waits for the relay, if there is one,
   * else a new one. Of more keys than a mail should have it is several.
   */
  void bundle(String recipient, Instant now) {
    long delivery = open(recipient);
    int room = delivery == 0 ? MOST_KEYS : MOST_KEYS - carried(delivery);
    while (true) {
      if (room > 0) {
        if (delivery == 0) {
          delivery = outbox.add(Kind.DIGEST, null, recipient, null, null, now);
        }
        fill(delivery, recipient, room, now);
      }
      if (!isWaiting(recipient, now)) {
        return;
      }
      delivery = 0;
      room = MOST_KEYS;
    }
  }

  /**
   * One that nobody can have got, and which nobody has put off. NB: one that was attempted by a
   * node that died, or over which the relay went silent, may have been accepted; what comes now
   * must not go out under its Message-ID.
   */
  private long open(String recipient) {
    List<?> open =
        entities
            .createNativeQuery(
                """
                select id from delivery
                where state = 'QUEUED' and kind = 'DIGEST' and recipient = :recipient
                  and claimed_until is null and deferrals = 0
                order by id desc limit 1 for update skip locked\
                """)
            .setParameter("recipient", recipient)
            .getResultList();
    return open.isEmpty() ? 0 : ((Number) open.get(0)).longValue();
  }

  private int carried(long delivery) {
    Object count =
        entities
            .createNativeQuery(
                "select count(*) from reminder where delivery_id = :delivery and state = 'QUEUED'")
            .setParameter("delivery", delivery)
            .getSingleResult();
    return ((Number) count).intValue();
  }

  private void fill(long delivery, String recipient, int room, Instant now) {
    entities
        .createNativeQuery(
            "update reminder r set r.delivery_id = :delivery where r.recipient = :recipient and "
                + WAITING
                + " order by r.due_at, r.api_key_id limit "
                + room)
        .setParameter("delivery", delivery)
        .setParameter("recipient", recipient)
        .setParameter("now", toColumn(now))
        .executeUpdate();
  }

  private boolean isWaiting(String recipient, Instant now) {
    return !entities
        .createNativeQuery(
            "select 1 from reminder r where r.recipient = :recipient and " + WAITING + " limit 1")
        .setParameter("recipient", recipient)
        .setParameter("now", toColumn(now))
        .getResultList()
        .isEmpty();
  }

  /** Makes one call of each prompt for a webhook, of some that wait; whether there may be more. */
  boolean makeCalls(Instant now) {
    List<?> rows =
        entities
            .createNativeQuery(
                "select r.id, r.organization_id, r.recipient from reminder r where "
                    + WAITING_CALL
                    + " order by r.id limit "
                    + CALLS,
                Object[].class)
            .setParameter("now", toColumn(now))
            .getResultList();
    for (Object each : rows) {
      Object[] row = (Object[]) each;
      long organization = ((Number) row[1]).longValue();
      long delivery = outbox.add(Kind.WEBHOOK, organization, (String) row[2], null, null, now);
      entities
          .createNativeQuery(
              "update reminder r set r.delivery_id = :delivery where r.id = :id and "
                  + WAITING_CALL)
          .setParameter("delivery", delivery)
          .setParameter("id", row[0])
          .setParameter("now", toColumn(now))
          .executeUpdate();
    }
    return rows.size() == CALLS;
  }
}
