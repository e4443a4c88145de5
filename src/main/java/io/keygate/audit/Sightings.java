package io.keygate.audit;

import io.keygate.platform.event.Occurrence;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is seen. The first of its kind is written at once; what comes again soon is counted in
 * memory for some seconds, so that who floods the server does not flood the database. There is no
 * change that could be undone where it cannot be written, and a refusal stays one; so it is kept
 * then, and written later.
 */
@Shared
class Sightings {
  private static final Logger log = Logger.getLogger(Sightings.class);

  /** So many different ones are known at once; more are only in the log. */
  private static final int MOST = 10_000;

  private final Repeats repeats;

  /**
   * What was seen since the last writing; a kind that was written and not seen again has nothing.
   */
  private final ConcurrentHashMap<String, Recent> recent = new ConcurrentHashMap<>();

  private volatile boolean troubled;

  @Inject
  Sightings(Repeats repeats) {
    this.repeats = repeats;
  }

  private record Recent(@Nullable Occurrence waiting) {
    Recent and(Occurrence seen) {
      return new Recent(waiting == null ? seen : waiting.and(seen));
    }
  }

  void on(@Observes Occurrence seen) {
    String kind = kind(seen);
    if (recent.size() >= MOST && !recent.containsKey(kind)) {
      log.warnf("%s is not written down; there are too many different ones", seen.event().action());
      return;
    }
    boolean isFirst = recent.putIfAbsent(kind, new Recent(null)) == null;
    if (!isFirst || troubled || seen.mayWait()) {
      keep(kind, seen);
      return;
    }
    try {
      repeats.write(seen);
    } catch (Exception e) {
      // NB: not only runtime exceptions; the transaction throws what it likes when it ends.
      tell(e);
      keep(kind, seen);
    }
  }

  private void keep(String kind, Occurrence seen) {
    recent.compute(kind, (k, before) -> before == null ? new Recent(seen) : before.and(seen));
  }

  private static String kind(Occurrence seen) {
    return seen.event().organizationId() + " " + seen.event().action() + " " + seen.sameness();
  }

  /** Writes what has come since the last time; what cannot be written waits on. */
  void writeWaiting() {
    boolean good = true;
    for (String kind : recent.keySet()) {
      Recent taken = recent.remove(kind);
      Occurrence waiting = taken == null ? null : taken.waiting();
      if (waiting == null) {
        continue;
      }
      try {
        repeats.write(waiting);
      } catch (Exception e) {
        // NB: one that cannot be written does not hold up the others.
        tell(e);
        good = false;
        recent.merge(kind, new Recent(waiting), (now, before) -> joined(before, now));
      }
    }
    troubled &= !good;
  }

  private static Recent joined(Recent before, Recent now) {
    return now.waiting() == null ? before : before.and(now.waiting());
  }

  private void tell(Exception e) {
    if (!troubled) {
      log.warnf("What was refused is written down later: %s", DatabaseErrors.summary(e));
    }
    troubled = true;
  }
}
