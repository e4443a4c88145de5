package io.keygate.platform.idempotency;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What was answered to the first request with a key. */
@Entity
@Table(name = "first_answer")
class FirstAnswer {
  static final Duration LIFETIME = Duration.ofHours(24);

  @Id
  @JdbcTypeCode(SqlTypes.BINARY)
  private byte[] id = {};

  @JdbcTypeCode(SqlTypes.BINARY)
  private byte[] fingerprint = {};

  private @Nullable String location;
  private @Nullable Integer version;

  @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
  private @Nullable String body;

  private Instant createdAt = Instant.EPOCH;

  protected FirstAnswer() {}

  /** Forgets what was answered too long ago. */
  void beginAnew(byte[] newFingerprint, Instant now) {
    fingerprint = newFingerprint;
    createdAt = now;
    location = null;
    version = null;
    body = null;
  }

  /** Takes the answer. */
  void is(@Nullable String newLocation, @Nullable Integer newVersion, String newBody) {
    location = newLocation;
    version = newVersion;
    body = newBody;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(createdAt.plus(LIFETIME));
  }

  byte[] fingerprint() {
    return fingerprint;
  }

  @Nullable String location() {
    return location;
  }

  @Nullable Integer version() {
    return version;
  }

  @Nullable String body() {
    return body;
  }
}
