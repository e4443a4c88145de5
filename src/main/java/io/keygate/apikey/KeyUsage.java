package io.keygate.apikey;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which keys were used when, from where and by what, and writes it down from time to
 * time: soon after the first use, then about once a minute for each key. Requests never wait for
 * it, and never fail because of it.
 */
@Shared
public class KeyUsage {
  private static final Logger log = Logger.getLogger(KeyUsage.class);
  private static final long PAUSE_SECONDS = 1;
  private static final int LONGEST = 255;

  private final ConcurrentHashMap<Long, KeyUse> uses = new ConcurrentHashMap<>();
  private final KeyUseWriter writer;
  private volatile boolean stopped;

  @Resource private ManagedThreadFactory threads;

  @Inject
  KeyUsage(KeyUseWriter writer) {
    this.writer = writer;
  }

  void start(@Observes SchemaReady ready) {
    threads.newThread(this::run).start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    writer.write(uses.values().stream().filter(KeyUse::isUnwritten).toList());
  }

  /** Notes that a key was accepted. */
  void used(long keyId, Origin origin, Instant now) {
    quietly(
        () -> {
          KeyUse use = uses.computeIfAbsent(keyId, KeyUse::new);
          // NB: a busy key does this thousands of times a second; its address is not read each time
          if (use.isDue(now)) {
            use.note(now, origin.address(), clean(origin.client()));
          }
        });
  }

  /** Notes whose spans came in with a key: the {@code service.name} of their resource. */
  public void service(long keyId, String name) {
    quietly(
        () -> {
          KeyUse use = uses.get(keyId);
          if (use != null && !name.isEmpty()) {
            use.noteService(clean(name));
          }
        });
  }

  /** A request must not fail because of what is only noted. */
  private static void quietly(Runnable note) {
    try {
      note.run();
    } catch (RuntimeException e) {
      log.warn("The use of a key could not be noted", e);
    }
  }

  private void run() {
    while (!stopped) {
      try {
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        writer.write(uses.values().stream().filter(KeyUse::isToBeWritten).toList());
        uses.values().removeIf(KeyUse::isIdle);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What a client says of itself, fit for a column and for people's eyes. */
  private static @Nullable String clean(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String beginning = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    return beginning.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
  }
}
