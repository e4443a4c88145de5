package io.keygate.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last use of one key, and whether it is written down. */
final class KeyUse {
  /** How exact the time of the last use is kept in memory. */
  private static final Duration NEAR = Duration.ofMillis(500);

  private static final long WRITE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final long keyId;
  private volatile @Nullable Last last;
  private volatile @Nullable String service;

  // By the writer alone.
  private volatile @Nullable Last written;
  private volatile @Nullable String writtenService;
  private volatile long writtenAt;

  /** When, from which address, by which program. */
  record Last(Instant at, @Nullable String from, @Nullable String client) {}

  KeyUse(long keyId) {
    this.keyId = keyId;
  }

  boolean isDue(Instant now) {
    Last known = last;
    return known == null || Duration.between(known.at(), now).abs().compareTo(NEAR) >= 0;
  }

  void note(Instant at, @Nullable String from, @Nullable String client) {
    last = new Last(at, from, client);
  }

  void noteService(@Nullable String name) {
    service = name;
  }

  boolean isUnwritten() {
    return !Objects.equals(last, written) || !Objects.equals(service, writtenService);
  }

  /** Whether there is something new, and the key's turn has come. */
  boolean isToBeWritten() {
    boolean turn =
        written == null
            || (writtenService == null && service != null)
            || System.nanoTime() - writtenAt >= WRITE_EVERY_NANOS;
    return turn && isUnwritten();
  }

  boolean isIdle() {
    return written != null && !isUnwritten() && System.nanoTime() - writtenAt >= IDLE_NANOS;
  }

  void isWritten(Last what, @Nullable String whichService) {
    written = what;
    writtenService = whichService;
    writtenAt = System.nanoTime();
  }

  long keyId() {
    return keyId;
  }

  @Nullable Last last() {
    return last;
  }

  @Nullable String service() {
    return service;
  }
}
