package io.keygate.apikey;

import org.jspecify.annotations.Nullable;

/** What verifying a presented key gave. */
public sealed interface Verification {

  /** The gate opens. */
  record Accepted(VerifiedKey key) implements Verification {}

  /**
   * The gate stays shut. The reason stays inside; towards the caller all but {@link
   * Reason#PERMISSION} look the same.
   *
   * @param keyId the public id where the key is known
   */
  record Refused(Reason reason, @Nullable String keyId) implements Verification {}

  /** Why a key was refused, in the order of the checks. */
  enum Reason {
    MISSING,
    MALFORMED,
    UNKNOWN,
    PARENT_DELETED,
    REVOKED,
    DISABLED,
    EXPIRED,
    ADDRESS,
    PERMISSION
  }
}
