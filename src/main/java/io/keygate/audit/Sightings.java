package io.keygate.audit;

import io.keygate.platform.event.Occurrence;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Takes what is seen. There is no change that could be undone where it cannot be written, and a
 * refusal stays one; so it is kept in memory then, and written later.
 */
@Shared
class Sightings {
  private static final Logger log = Logger.getLogger(Sightings.class);
  private static final int MOST = 10_000;

  private final Repeats repeats;
  private final Queue<Occurrence> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  @Inject
  Sightings(Repeats repeats) {
    this.repeats = repeats;
  }

  void on(@Observes Occurrence seen) {
    try {
      repeats.write(seen);
    } catch (Exception e) {
      // NB: not only runtime exceptions; the transaction throws what it likes when it ends.
      if (count.get() == 0) {
        log.warnf("What was refused is written down later: %s", DatabaseErrors.summary(e));
      }
      keep(seen);
    }
  }

  private void keep(Occurrence seen) {
    if (count.incrementAndGet() > MOST) {
      count.decrementAndGet();
      log.warnf("%s is not written down; too much is waiting", seen.event().action());
      return;
    }
    waiting.add(seen);
  }

  /** Writes what waits; throws where that does not work yet. */
  void writeWaiting() {
    for (Occurrence next = waiting.peek(); next != null; next = waiting.peek()) {
      repeats.write(next);
      waiting.remove();
      count.decrementAndGet();
    }
  }
}
