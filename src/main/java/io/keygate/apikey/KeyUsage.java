package io.keygate.apikey;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
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
 * time: soon after the first use, then about once a minute for each key. A new address of a key,
 * and keys that were refused, go to the audit trail. Requests never wait for it, and never fail
 * because of it.
 */
@Shared
public class KeyUsage {
  private static final Logger log = Logger.getLogger(KeyUsage.class);
  private static final long PAUSE_SECONDS = 1;
  private static final int LONGEST = 255;

  private final ConcurrentHashMap<Long, KeyUse> uses = new ConcurrentHashMap<>();
  private final KeyUseWriter writer;
  private final KeyAddresses addresses;
  private final Knocks knocks;
  private volatile boolean stopped;
  private boolean troubled;

  @Resource private ManagedThreadFactory threads;

  @Inject
  KeyUsage(KeyUseWriter writer, KeyAddresses addresses, Knocks knocks) {
    this.writer = writer;
    this.addresses = addresses;
    this.knocks = knocks;
  }

  void start(@Observes SchemaReady ready) {
    threads.newThread(this::run).start();
  }

  @PreDestroy
  void stop() {
    stopped = true;
    writer.write(uses.values().stream().filter(KeyUse::isUnwritten).toList());
    tellOfAddresses();
    knocks.tell();
  }

  private void tellOfAddresses() {
    for (KeyUse use : uses.values()) {
      KeyUse.NewAddress next = use.nextNew();
      while (next != null) {
        try {
          addresses.used(use.keyId(), next.address(), next.client(), next.at());
        } catch (Exception e) {
          // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
          use.again(next);
          if (!troubled) {
            log.warnf("New addresses will be told of later: %s", DatabaseErrors.summary(e));
          }
          troubled = true;
          break;
        }
        troubled = false;
        next = use.nextNew();
      }
    }
  }

  /** Notes that a key was accepted. */
  void used(long keyId, Origin origin, Instant now) {
    quietly(
        () -> {
          KeyUse use = uses.computeIfAbsent(keyId, KeyUse::new);
          // NB: each time; who has stolen a key may use it once, between thousands of others.
          String address = origin.address();
          if (address != null && use.isNew(address)) {
            use.noteNew(address, now, clean(origin.client()));
          }
          if (use.isDue(now)) {
            use.note(now, address, clean(origin.client()));
          }
        });
  }

  /** Notes that a known key was refused. */
  void refused(String publicId, Verification.Reason reason, Origin origin, Instant now) {
    quietly(() -> knocks.refused(publicId, reason, cleaned(origin), now));
  }

  /** Notes that a secret of the right form is nobody's. */
  void unknown(Secret secret, Origin origin, Instant now) {
    quietly(() -> knocks.unknown(secret, cleaned(origin), now));
  }

  private static Origin cleaned(Origin origin) {
    return new Origin() {
      @Override
      public @Nullable String address() {
        return origin.address();
      }

      @Override
      public @Nullable String client() {
        return clean(origin.client());
      }
    };
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
        tellOfAddresses();
        knocks.tell();
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
    // NB: before it is cut; a part of a secret would not be known for one.
    String masked = SecretText.masked(text);
    String beginning = masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST);
    return beginning.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
  }
}
