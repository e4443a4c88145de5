package io.keygate.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Until when a new key shall be rotated; rotation knows it. */
public interface RotationTerms {
  /** The instant for a key of a stream that is made then; null where there is no policy. */
  @Nullable Instant rotateBy(long streamId, Instant createdAt);
}
