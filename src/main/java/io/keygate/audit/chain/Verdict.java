package io.keygate.audit.chain;

import org.jspecify.annotations.Nullable;

/**
 * What the check of a chain found.
 *
 * @param events how many events were read
 * @param first number of the first one that is there; greater than one where retention has cut
 * @param last number of the last one that is there; 0 where there is none
 * @param lastMac its MAC in hexadecimal digits; null where there is none
 * @param lastAt its instant; null where there is none
 * @param anchored number of the newest event that an anchor confirms; 0 where none does
 * @param cutUpTo number up to which a checkpoint allows events to be gone; 0 where none does
 * @param finding null where the chain is intact
 */
public record Verdict(
    long events,
    long first,
    long last,
    @Nullable String lastMac,
    @Nullable String lastAt,
    long anchored,
    long cutUpTo,
    @Nullable Finding finding) {

  /** Whether it is as it was written, whole and in order. */
  public boolean isIntact() {
    return finding == null;
  }
}
