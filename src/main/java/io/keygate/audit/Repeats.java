package io.keygate.audit;

import io.keygate.platform.event.Occurrence;
import io.keygate.platform.mac.Sha256;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what is seen and changes nothing: the first of its kind at once, the others as one
 * with a count at the end of the window. The counts are in the database, so that they are those of
 * all nodes and survive each of them.
 */
@ApplicationScoped
class Repeats {
  private static final int BATCH = 100;

  private final EntityManager entities;
  private final Trail trail;
  private final Counters counters;
  private final Clock clock;

  @Inject
  Repeats(EntityManager entities, Trail trail, Counters counters, Clock clock) {
    this.entities = entities;
    this.trail = trail;
    this.counters = counters;
    this.clock = clock;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void write(Occurrence seen) {
    Draft draft = Witness.of(seen);
    byte[] id = id(seen);
    Instant now = clock.instant();
    // NB: the one who is first makes one whose window is over already.
    Counter counter = counters.lockedOrNew(id, Counter.over(draft, seen));
    if (counter.windowEndsAt().isAfter(now)) {
      counters.save(id, counter.and(seen));
      return;
    }
    counter.told(now).ifPresent(trail::add);
    trail.add(draft.counting(seen.count(), seen.firstAt(), seen.lastAt(), now));
    counters.save(id, Counter.over(draft, seen).begun(now.plus(seen.window())));
  }

  /** Those whose windows are over, a hundred at most. */
  @Transactional
  List<byte[]> over() {
    List<?> ids =
        entities
            .createNativeQuery(
                """
                select id from audit_repeat where window_ends_at <= :now
                order by window_ends_at limit :most\
                """)
            .setParameter("now", Times.toColumn(clock.instant()))
            .setParameter("most", BATCH)
            .getResultList();
    return ids.stream().map(byte[].class::cast).toList();
  }

  /** Ends a window: tells of what was counted, and begins the next; or forgets it all. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void close(byte[] id) {
    Instant now = clock.instant();
    Counter counter = counters.locked(id).orElse(null);
    if (counter == null || counter.windowEndsAt().isAfter(now)) {
      return;
    }
    Optional<Draft> told = counter.told(now);
    if (told.isEmpty()) {
      counters.remove(id);
      return;
    }
    trail.add(told.get());
    counters.save(id, counter.begun(now.plus(counter.window())));
  }

  private static byte[] id(Occurrence seen) {
    return Sha256.of(
        String.join(
            "\n",
            String.valueOf(seen.event().organizationId()),
            seen.event().action().word(),
            seen.sameness()));
  }
}
