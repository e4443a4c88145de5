package io.keygate.rotation.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node may attempt now, and no other.
 *
 * @param publicId the same in every attempt
 * @param recipient a mail address, or the public id of a webhook
 * @param attempts this one included
 * @param deferrals how often it was put off itself; waiting for the relay does not count
 * @param deferredSince when that was first
 * @param payload what was written when it was queued
 */
record Claim(
    long id,
    String publicId,
    Kind kind,
    @Nullable Long organizationId,
    String recipient,
    int attempts,
    Instant createdAt,
    int deferrals,
    @Nullable Instant deferredSince,
    @Nullable String payload) {

  /** What is delivered. */
  enum Kind {
    /** The prompts for one person, as one mail. */
    DIGEST,
    /** The monthly report, as a mail. */
    REPORT,
    /** One prompt, as a call. */
    WEBHOOK
  }
}
