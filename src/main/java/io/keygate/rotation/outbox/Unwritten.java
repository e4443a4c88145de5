package io.keygate.rotation.outbox;

import io.keygate.platform.persistence.DatabaseErrors;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * What became of attempts, where the database was away or busy when it was to be written down: that
 * is done later, while the claims last. For any number of threads.
 */
final class Unwritten {
  private static final Logger log = Logger.getLogger(Unwritten.class);

  private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();

  /** Writes it down; throws where that has to be done later. */
  void write(Runnable result) {
    try {
      result.run();
    } catch (Exception e) {
      // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
      results.add(result);
      throw e;
    }
  }

  /** Writes down what could not be; throws where the database is still away. */
  synchronized void writeDown() {
    for (Runnable result = results.peek(); result != null; result = results.peek()) {
      try {
        result.run();
      } catch (Exception e) {
        if (DatabaseErrors.isUnavailable(e)) {
          throw e;
        }
        log.error("What became of an attempt cannot be written down", e);
      }
      results.poll();
    }
  }
}
