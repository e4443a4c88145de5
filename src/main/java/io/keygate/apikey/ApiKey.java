package io.keygate.apikey;

import io.keygate.platform.text.Base62;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A credential for one stream. Generated active; may expire; revoked for good. Holds the keyed hash
 * of its secret, never the secret.
 */
@Entity
@Table(name = "api_key")
class ApiKey {
  private static final int PUBLIC_ID_DIGITS = 22;

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
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private @Nullable Instant expiresAt;
  private @Nullable Instant disabledAt;
  private @Nullable Instant overlapEndsAt;
  private @Nullable Instant revokedAt;
  private @Nullable String revokedBy;
  private @Nullable String revocationReason;
  private String lineage = "";
  private @Nullable Long predecessorId;
  private @Nullable Instant lastUsedAt;
  private @Nullable String lastUsedFrom;
  @Version private int version;

  protected ApiKey() {}

  /** A new key at the beginning of its own lineage. */
  ApiKey(
      long streamId,
      Secret secret,
      Peppers.Hash hash,
      KeySettings settings,
      String by,
      Instant now) {
    this.publicId = "key_" + Base62.random(PUBLIC_ID_DIGITS);
    this.lineage = "lin_" + Base62.random(PUBLIC_ID_DIGITS);
    this.streamId = streamId;
    this.secretHash = hash.bytes();
    this.pepperId = hash.pepperId();
    this.lastFour = secret.lastFour();
    this.name = settings.name();
    this.owner = settings.owner();
    this.note = settings.note();
    this.storedWhere = settings.storedWhere();
    this.mayIngest = settings.permissions().contains(Permission.INGEST);
    this.mayRead = settings.permissions().contains(Permission.READ);
    this.expiresAt = settings.expiresAt();
    this.createdBy = by;
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

  KeyState stateAt(Instant now) {
    return KeyState.at(now, revokedAt, disabledAt, expiresAt, overlapEndsAt);
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

  String publicId() {
    return publicId;
  }

  String name() {
    return name;
  }

  @Nullable String owner() {
    return owner;
  }

  @Nullable String note() {
    return note;
  }

  @Nullable String storedWhere() {
    return storedWhere;
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

  @Nullable Instant expiresAt() {
    return expiresAt;
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

  @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  @Nullable String lastUsedFrom() {
    return lastUsedFrom;
  }
}
