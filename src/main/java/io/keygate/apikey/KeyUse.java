package io.keygate.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The last use of one key, and whether it is written down. */
final class KeyUse {
  /** How exact the time of the last use is kept in memory. */
  private static final Duration NEAR = Duration.ofMillis(500);

  private static final long WRITE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final int MOST_ADDRESSES = 1_000;

  private final long keyId;
  private volatile @Nullable Last last;
  private volatile @Nullable String service;

  /** From where it was used while this is in memory; the database knows them all. */
  private final Set<String> addresses = ConcurrentHashMap.newKeySet();

  private final Queue<NewAddress> newAddresses = new ConcurrentLinkedQueue<>();

  // By the writer alone.
  private volatile @Nullable Last written;
  private volatile @Nullable String writtenService;
  private volatile long writtenAt;

  /** When, from which address, by which program. */
  record Last(Instant at, @Nullable String from, @Nullable String client) {}

  /** An address from which the key was not used before, as far as is known here. */
  record NewAddress(String address, Instant at, @Nullable String client) {}

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

  boolean isNew(String address) {
    return !addresses.contains(address) && addresses.size() < MOST_ADDRESSES;
  }

  void noteNew(String address, Instant at, @Nullable String client) {
    if (addresses.add(address)) {
      newAddresses.add(new NewAddress(address, at, client));
    }
  }

  /** The next one that nobody has been told of. */
  @Nullable NewAddress nextNew() {
    return newAddresses.poll();
  }

  /** It could not be told. */
  void again(NewAddress address) {
    newAddresses.add(address);
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
    return written != null
        && newAddresses.isEmpty()
        && !isUnwritten()
        && System.nanoTime() - writtenAt >= IDLE_NANOS;
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
