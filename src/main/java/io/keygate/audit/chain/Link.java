package io.keygate.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * One event as it was found, at the place where it was found.
 *
 * @param number the place: the number that the database or the order of the file gives it
 * @param body the canonical text, without the MAC
 * @param mac the MAC that stands beside it
 * @param repeated what the columns beside it say; null where there are none
 */
public record Link(long number, String body, byte[] mac, @Nullable Repeated repeated) {

  /** What a row repeats of its event, to be searched. */
  public record Repeated(
      String occurredAt,
      String actor,
      String action,
      String outcome,
      String targetId,
      String targetPath,
      @Nullable String lineage) {}

  // NB: records compare arrays by identity; nobody shall.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
