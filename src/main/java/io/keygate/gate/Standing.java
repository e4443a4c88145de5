package io.keygate.gate;

/**
 * Whether the key of a request is still good. A body may take its time to come in; what was
 * verified before it began is asked again before anything is done with it.
 */
final class Standing {
  private static final long FRESH_NANOS = 100_000_000;

  private final Runnable verification;
  private long verifiedAt;

  /**
   * The key has just been verified.
   *
   * @param verification does it again; throws {@link GateError} where the key is good no longer
   */
  Standing(Runnable verification) {
    this.verification = verification;
    this.verifiedAt = System.nanoTime();
  }

  /** Verifies the key again, unless that was a moment ago. */
  void confirm() {
    if (System.nanoTime() - verifiedAt > FRESH_NANOS) {
      verification.run();
      verifiedAt = System.nanoTime();
    }
  }
}
