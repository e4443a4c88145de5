package io.keygate.gate;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How many metrics and log records came in since the start; they are dropped for now. */
@Shared
class DroppedSignals {
  private static final Logger log = Logger.getLogger(DroppedSignals.class);

  private final Counter metrics = new Counter("metrics");
  private final Counter logs = new Counter("log records");

  @Inject
  DroppedSignals() {}

  Counter metrics() {
    return metrics;
  }

  Counter logs() {
    return logs;
  }

  /** Counts one signal, and tells the log at the first and then at each power of ten. */
  static final class Counter {
    private final String what;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong next = new AtomicLong(1);

    Counter(String what) {
      this.what = what;
    }

    void add(long items) {
      long now = count.addAndGet(items);
      long told = next.get();
      if (now >= told && next.compareAndSet(told, told * 10)) {
        log.infof("%d %s were accepted and dropped since the start", now, what);
      }
    }

    long count() {
      return count.get();
    }
  }
}
