package io.keygate.gate;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Whether the key of a request is still good. A body may take its time to come in, and to be read;
 * what was verified before is asked again before anything is done with it.
 */
final class Standing {
  /** So long Keygate may work on what it has; then somebody may have revoked the key. */
  private static final long FRESH_NANOS = 100_000_000;

  private final Runnable verification;
  private final boolean bodyWasHere;
  private long verifiedAt;

  /**
   * The key has just been verified.
   *
   * @param bodyWasHere what {@link #isBodyHere} said before that
   * @param verification does it again; throws {@link GateError} where the key is good no longer
   */
  Standing(boolean bodyWasHere, Runnable verification) {
    this.bodyWasHere = bodyWasHere;
    this.verification = verification;
    this.verifiedAt = System.nanoTime();
  }

  /** Whether all of a request has come in, so that nothing of it can come after a revocation. */
  static boolean isBodyHere(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    // NB: who asks with Expect is answered by the first look into the body; the key comes first.
    return length >= 0
        && request.getHeader("Expect") == null
        && request.getInputStream().available() >= length;
  }

  /** The body has been read: verifies the key again, unless it was all there at the first time. */
  void confirmAfterBody() {
    if (bodyWasHere) {
      confirm();
    } else {
      again();
    }
  }

  /** Verifies the key again, unless that was a moment ago. */
  void confirm() {
    if (System.nanoTime() - verifiedAt > FRESH_NANOS) {
      again();
    }
  }

  private void again() {
    verification.run();
    verifiedAt = System.nanoTime();
  }
}
