package io.keygate.rotation.schedule;

import io.keygate.apikey.KeyMoved;
import io.keygate.organization.OrganizationChanged;
import io.keygate.platform.persistence.Times;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Follows what happens to keys, in the same transaction, at its end: one that is active is looked
 * at at once; of one that is not, nobody is told any more, and what is queued is cancelled.
 */
@ApplicationScoped
class KeyWatch {
  private static final int BATCH = 1_000;

  private final EntityManager entities;
  private final Clock clock;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transactions;

  @Resource(lookup = "java:jboss/TransactionManager")
  private TransactionManager transactionManager;

  @Inject
  KeyWatch(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  void on(@Observes KeyMoved moved) {
    if (transactions.getResource(Moves.class) instanceof Moves moves) {
      moves.add(moved);
      return;
    }
    var moves = new Moves();
    moves.add(moved);
    transactions.putResource(Moves.class, moves);
    try {
      // NB: not an interposed one; those come later, and hold the locks of the audit trail.
      transactionManager.getTransaction().registerSynchronization(moves);
    } catch (RollbackException | SystemException e) {
      throw new IllegalStateException("the transaction cannot be watched", e);
    }
  }

  /** Its zone or hour may be another one: all its keys are looked at. */
  void on(@Observes OrganizationChanged changed) {
    if (!changed.localTime()) {
      return;
    }
    entities
        .createNativeQuery(
            """
            update rotation_schedule r join api_key k on k.id = r.api_key_id
              join stream s on s.id = k.stream_id
            set r.look_at = least(r.look_at, :now) where s.organization_id = :organization\
            """)
        .setParameter("now", Times.toColumn(clock.instant()))
        .setParameter("organization", changed.organization().id())
        .executeUpdate();
  }

  /** Whether each key that one transaction has moved is active, as it was said last. */
  private final class Moves implements Synchronization {
    private final Map<Long, Boolean> keys = new TreeMap<>();

    void add(KeyMoved moved) {
      keys.put(moved.id(), moved.isActive());
    }

    @Override
    public void beforeCompletion() {
      Instant now = clock.instant();
      each(true, ids -> lookAt(ids, now));
      each(false, ids -> forget(ids, now));
    }

    private void each(boolean active, Consumer<List<Long>> action) {
      List<Long> ids =
          keys.entrySet().stream()
              .filter(key -> key.getValue() == active)
              .map(Map.Entry::getKey)
              .toList();
      for (int i = 0; i < ids.size(); i += BATCH) {
        action.accept(new ArrayList<>(ids.subList(i, Math.min(ids.size(), i + BATCH))));
      }
    }

    @Override
    public void afterCompletion(int status) {
      // nothing is kept
    }
  }

  private void lookAt(List<Long> ids, Instant now) {
    entities
        .createNativeQuery(
            """
            insert into rotation_schedule (api_key_id, look_at)
            select id, :now from api_key where id in (:ids)
            on duplicate key update look_at = least(look_at, values(look_at))\
            """)
        .setParameter("now", Times.toColumn(now))
        .setParameter("ids", ids)
        .executeUpdate();
  }

  private void forget(List<Long> ids, Instant now) {
    entities
        .createNativeQuery("delete from rotation_schedule where api_key_id in (:ids)")
        .setParameter("ids", ids)
        .executeUpdate();
    entities
        .createNativeQuery(
            """
            update reminder set state = 'CANCELLED', ended_at = :now,
              ended_why = 'the key does not have to be rotated any more'
            where api_key_id in (:ids) and state = 'QUEUED' and stage not like 'DISABLED%'\
            """)
        .setParameter("now", Times.toColumn(now))
        .setParameter("ids", ids)
        .executeUpdate();
  }
}
