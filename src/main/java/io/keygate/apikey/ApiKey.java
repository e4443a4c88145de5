package io.keygate.apikey;

import static java.util.Objects.requireNonNull;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.text.Base62;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A credential for one stream. Generated active; can be disabled and enabled, expire, be rotated
 * out (then it works until its overlap ends), and is revoked for good. Holds the keyed hash of its
 * secret, never the secret.
 */
@Entity
@Table(name = "api_key")
class ApiKey {
  private static final int PUBLIC_ID_DIGITS = 22;

  /** The longest overlap (design.md section 2). */
  static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String publicId = "";
  private long streamId;
  private String name = "";
  private @Nullable String owner;
  private @Nullable String note;
  private @Nullable String storedWhere;

  @JdbcTypeCode(SqlTypes.BINARY)
  private byte[] secretHash = {};

  private String pepperId = "";
  private String lastFour = "";
  private boolean mayIngest;
  private boolean mayRead;
  private String allowedCidrs = "";
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private @Nullable String createdByIssuer;
  private @Nullable Instant expiresAt;

  // NB: what follows from a change of policies is written beside JPA, and no change of the key.
  @Column(updatable = false)
  private @Nullable Instant rotateBy;

  private @Nullable Instant disabledAt;
  private @Nullable String disabledBy;
  private @Nullable Instant enabledAt;
  private @Nullable Instant overlapEndsAt;
  private @Nullable Instant revokedAt;
  private @Nullable String revokedBy;
  private @Nullable String revocationReason;
  private String lineage = "";
  private @Nullable Long predecessorId;

  // NB: written beside JPA, and no change of the key.
  @Column(updatable = false)
  private @Nullable Instant lastUsedAt;

  @Column(updatable = false)
  private @Nullable String lastUsedFrom;

  @Column(updatable = false)
  private @Nullable String lastUsedClient;

  @Column(updatable = false)
  private @Nullable String lastUsedService;

  @Version private int version;

  protected ApiKey() {}

  /** A new key at the beginning of its own lineage. */
  ApiKey(
      long streamId,
      HashedSecret secret,
      KeySettings settings,
      @Nullable Instant rotateBy,
      Identity by,
      Instant now) {
    this.publicId = "key_" + Base62.random(PUBLIC_ID_DIGITS);
    this.lineage = "lin_" + Base62.random(PUBLIC_ID_DIGITS);
    this.streamId = streamId;
    this.secretHash = secret.hash().bytes();
    this.pepperId = secret.hash().pepperId();
    this.lastFour = secret.lastFour();
    this.name = settings.name();
    this.owner = settings.owner();
    this.note = settings.note();
    this.storedWhere = settings.storedWhere();
    this.mayIngest = settings.permissions().contains(Permission.INGEST);
    this.mayRead = settings.permissions().contains(Permission.READ);
    this.allowedCidrs = settings.allowedCidrs().toString();
    this.expiresAt = settings.expiresAt();
    this.rotateBy = rotateBy;
    this.createdBy = by.subject();
    this.createdByIssuer = by.issuer();
    this.createdAt = now;
  }

  /** Kills it for good; false where that has happened before, which then stays as it was. */
  boolean revoke(String by, @Nullable String reason, Instant now) {
    if (revokedAt != null) {
      return false;
    }
    revokedAt = now;
    revokedBy = by;
    revocationReason = reason;
    return true;
  }

  /** Closes the gate to it until it is enabled again; false where it is disabled already. */
  boolean disable(String by, Instant now) {
    refuseRevoked();
    if (disabledAt != null) {
      return false;
    }
    disabledAt = now;
    disabledBy = by;
    return true;
  }

  /** Ends what {@link #disable} did; false where it is not disabled. */
  boolean enable(Instant now) {
    refuseRevoked();
    if (disabledAt == null) {
      return false;
    }
    enabledAt = now;
    disabledAt = null;
    disabledBy = null;
    return true;
  }

  /**
   * Makes the key that replaces this one, with all its settings. This one works on for as long as
   * the overlap, but not past its own expiry. Only an active key can be rotated, and only once.
   */
  ApiKey rotate(
      HashedSecret secret,
      @Nullable Instant successorRotateBy,
      Duration overlap,
      Identity by,
      Instant now) {
    KeyState state = stateAt(now);
    if (overlapEndsAt != null) {
      throw ProblemType.KEY_STATE.with("The key has been rotated before; rotate its successor.");
    }
    if (state != KeyState.ACTIVE) {
      throw ProblemType.KEY_STATE.with(
          "The key is " + state.word() + "; only an active one can be rotated.");
    }
    var successor = new ApiKey(streamId, secret, settings(), successorRotateBy, by, now);
    successor.lineage = lineage;
    successor.predecessorId = id;
    overlapEndsAt = earlier(now.plus(overlap), expiresAt);
    return successor;
  }

  /** Moves the end of the overlap that is running; one that is not later than now ends it. */
  void moveOverlap(Instant end, Instant rotatedAt, Instant now) {
    if (stateAt(now) != KeyState.OVERLAP) {
      throw ProblemType.KEY_STATE.with("The key is " + stateAt(now).word() + ", not in overlap.");
    }
    if (end.isAfter(rotatedAt.plus(LONGEST_OVERLAP))) {
      throw ProblemException.invalid("endsAt", "must be within 30 days after the rotation");
    }
    overlapEndsAt = earlier(end.isBefore(now) ? now : end, expiresAt);
  }

  /** Ends the overlap, whatever else is with the key. */
  void endOverlap(Instant now) {
    overlapEndsAt = now;
  }

  /** Whether it was rotated out and may still work, or would where it were enabled. */
  boolean isInOverlap(Instant now) {
    return revokedAt == null && overlapEndsAt != null && now.isBefore(overlapEndsAt);
  }

  /** Takes over what the change gives; neither a revoked nor an expired key opens again. */
  void take(KeyChange change, Instant now) {
    refuseRevoked();
    change.name().ifGiven(value -> name = requireNonNull(value).strip());
    change.owner().ifGiven(value -> owner = value);
    change.note().ifGiven(value -> note = value);
    change.storedWhere().ifGiven(value -> storedWhere = value);
    change.allowedCidrs().ifGiven(value -> allowedCidrs = CidrList.of(value).toString());
    change.expiresAt().ifGiven(value -> expireAt(value, now));
  }

  /** Gives it to another owner; false where it is that one's already. */
  boolean handOver(String newOwner) {
    if (newOwner.equals(owner)) {
      return false;
    }
    owner = newOwner;
    return true;
  }

  private void expireAt(@Nullable Instant end, Instant now) {
    if (KeyState.isOver(now, expiresAt)) {
      throw ProblemType.KEY_STATE.with("The key is expired; generate a new one.");
    }
    expiresAt = end;
    if (overlapEndsAt != null) {
      overlapEndsAt = earlier(overlapEndsAt, end);
    }
  }

  private void refuseRevoked() {
    if (revokedAt != null) {
      throw ProblemType.KEY_STATE.with("The key is revoked, which is final.");
    }
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  KeyState stateAt(Instant now) {
    return KeyState.at(now, revokedAt, disabledAt, expiresAt, overlapEndsAt);
  }

  /** What a successor gets. */
  KeySettings settings() {
    return new KeySettings(
        name, permissions(), owner, note, storedWhere, CidrList.stored(allowedCidrs), expiresAt);
  }

  Set<Permission> permissions() {
    var permissions = EnumSet.noneOf(Permission.class);
    if (mayIngest) {
      permissions.add(Permission.INGEST);
    }
    if (mayRead) {
      permissions.add(Permission.READ);
    }
    return permissions;
  }

  long id() {
    return id;
  }

  long streamId() {
    return streamId;
  }

  /** Until when it shall be rotated; null where no policy says. */
  @Nullable Instant rotateBy() {
    return rotateBy;
  }

  String publicId() {
    return publicId;
  }

  String lastFour() {
    return lastFour;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  @Nullable Instant overlapEndsAt() {
    return overlapEndsAt;
  }

  @Nullable Instant revokedAt() {
    return revokedAt;
  }

  @Nullable String revokedBy() {
    return revokedBy;
  }

  @Nullable String revocationReason() {
    return revocationReason;
  }

  String lineage() {
    return lineage;
  }

  @Nullable Long predecessorId() {
    return predecessorId;
  }

  @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  @Nullable String lastUsedFrom() {
    return lastUsedFrom;
  }

  @Nullable String lastUsedClient() {
    return lastUsedClient;
  }

  @Nullable String lastUsedService() {
    return lastUsedService;
  }

  int version() {
    return version;
  }
}
