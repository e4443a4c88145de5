package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes the heads of chains to {@link AnchorFile}, within a second after they were committed: of
 * each chain the newest, so that a busy one does not fill the disk. Nobody waits for it.
 */
@Shared
class Anchors {
  private static final Logger log = Logger.getLogger(Anchors.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final ConcurrentHashMap<String, Anchor> waiting = new ConcurrentHashMap<>();
  private final AnchorFile file;
  private volatile boolean stopped;
  private boolean troubled;

  @Resource private ManagedThreadFactory threads;

  @Inject
  Anchors(AnchorFile file) {
    this.file = file;
  }

  void start(@Observes SchemaReady ready) {
    threads.newThread(this::run).start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    write();
  }

  /** Notes what the head of a chain is now. */
  void note(Anchor head) {
    waiting.merge(head.chain(), head, (a, b) -> a.number() > b.number() ? a : b);
  }

  private void run() {
    while (!stopped) {
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        write();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Writes what waits; returns when it is on the disk, or will be tried again. */
  synchronized void write() {
    List<Anchor> heads = new ArrayList<>();
    for (Map.Entry<String, Anchor> entry : waiting.entrySet()) {
      if (waiting.remove(entry.getKey(), entry.getValue())) {
        heads.add(entry.getValue());
      }
    }
    if (heads.isEmpty()) {
      return;
    }
    try {
      file.add(heads);
      troubled = false;
    } catch (IOException | RuntimeException e) {
      // NB: runtime exceptions too; the thread must not end.
      heads.forEach(this::note);
      if (!troubled) {
        log.error("Anchors of the audit trail cannot be written; will be tried again", e);
      }
      troubled = true;
    }
  }
}
