package io.keygate.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of a key at a moment (design.md section 2); only active and overlap open the gate. */
public enum KeyState {
  @JsonProperty("active")
  ACTIVE,
  @JsonProperty("disabled")
  DISABLED,
  @JsonProperty("overlap")
  OVERLAP,
  @JsonProperty("expired")
  EXPIRED,
  @JsonProperty("revoked")
  REVOKED;

  /** The state that follows from a key's instants; an end is exclusive: at it the key is dead. */
  public static KeyState at(
      Instant now,
      @Nullable Instant revokedAt,
      @Nullable Instant disabledAt,
      @Nullable Instant expiresAt,
      @Nullable Instant overlapEndsAt) {
    if (revokedAt != null) {
      return REVOKED;
    }
    if (disabledAt != null) {
      return DISABLED;
    }
    if (isOver(now, expiresAt) || isOver(now, overlapEndsAt)) {
      return EXPIRED;
    }
    return overlapEndsAt == null ? ACTIVE : OVERLAP;
  }

  /** Whether a key in this state is accepted. */
  boolean opensTheGate() {
    return this == ACTIVE || this == OVERLAP;
  }

  /** As the API writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether something that ends then has ended. */
  static boolean isOver(Instant now, @Nullable Instant end) {
    return end != null && !now.isBefore(end);
  }
}
