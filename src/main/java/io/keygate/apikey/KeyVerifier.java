package io.keygate.apikey;

import io.keygate.apikey.Verification.Accepted;
import io.keygate.apikey.Verification.Reason;
import io.keygate.apikey.Verification.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one function that verifies a key, used by every gate endpoint. The database is asked each
 * time: nothing can be stale, on any number of nodes (design.md section 4, "The hot path is
 * short").
 */
@ApplicationScoped
public class KeyVerifier {
  private static final Set<Permission> INGEST =
      Collections.unmodifiableSet(EnumSet.of(Permission.INGEST));
  private static final Set<Permission> READ =
      Collections.unmodifiableSet(EnumSet.of(Permission.READ));
  private static final Set<Permission> BOTH =
      Collections.unmodifiableSet(EnumSet.allOf(Permission.class));

  private final KeyLookup lookup;
  private final Peppers peppers;
  private final KeyUsage usage;
  private final Clock clock;

  @Inject
  KeyVerifier(KeyLookup lookup, Peppers peppers, KeyUsage usage, Clock clock) {
    this.lookup = lookup;
    this.peppers = peppers;
    this.usage = usage;
    this.clock = clock;
  }

  /**
   * Checks in this order: form, known, parents alive, revoked, disabled, expired or overlap over,
   * address, permission.
   *
   * @param presented the text that the client sent as its key
   * @param needed the permission that the endpoint asks for; null where any key will do
   * @param origin where the request comes from
   * @throws KeyStoreUnavailableException where the database cannot be asked; never a refusal
   */
  public Verification verify(
      @Nullable String presented, @Nullable Permission needed, Origin origin) {
    if (presented == null || presented.isEmpty()) {
      return new Refused(Reason.MISSING, null);
    }
    Secret secret = Secret.parse(presented).orElse(null);
    if (secret == null) {
      return new Refused(Reason.MALFORMED, null);
    }
    StoredKey key = lookup.find(peppers.hashes(secret));
    if (key == null) {
      usage.unknown(secret, origin, clock.instant());
      return new Refused(Reason.UNKNOWN, null);
    }
    Instant now = clock.instant();
    Verification verification = decide(key, needed, origin, now);
    if (verification instanceof Refused refused) {
      usage.refused(key.publicId(), refused.reason(), origin, now);
    }
    return verification;
  }

  private Verification decide(
      StoredKey key, @Nullable Permission needed, Origin origin, Instant now) {
    if (key.parentDeleted()) {
      return new Refused(Reason.PARENT_DELETED, key.publicId());
    }
    KeyState state =
        KeyState.at(now, key.revokedAt(), key.disabledAt(), key.expiresAt(), key.overlapEndsAt());
    if (!state.opensTheGate()) {
      return new Refused(reason(state), key.publicId());
    }
    // NB: most keys may come from anywhere, and the address is not read for nothing.
    if (!key.allowedCidrs().isEmpty()
        && !CidrList.stored(key.allowedCidrs()).allows(origin.address())) {
      return new Refused(Reason.ADDRESS, key.publicId());
    }
    Set<Permission> permissions = key.mayIngest() ? key.mayRead() ? BOTH : INGEST : READ;
    if (needed != null && !permissions.contains(needed)) {
      return new Refused(Reason.PERMISSION, key.publicId());
    }
    usage.used(key.id(), origin, now);
    return new Accepted(
        new VerifiedKey(
            key.id(),
            key.publicId(),
            key.streamId(),
            key.organization(),
            key.project(),
            key.environment(),
            permissions,
            key.expiresAt()));
  }

  private static Reason reason(KeyState state) {
    return switch (state) {
      case REVOKED -> Reason.REVOKED;
      case DISABLED -> Reason.DISABLED;
      case EXPIRED -> Reason.EXPIRED;
      case ACTIVE, OVERLAP -> throw new IllegalArgumentException(state + " opens the gate");
    };
  }
}
