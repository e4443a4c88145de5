package io.keygate.access.session;

import io.keygate.platform.event.Actor;
import io.keygate.platform.text.Base62;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login of the dashboard. Lives as long as it is refreshed, up to its end; is ended by a logout,
 * or because one of its refresh tokens came twice.
 */
@Entity
@Table(name = "login_session")
class LoginSession {
  private static final int PUBLIC_ID_DIGITS = 22;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String publicId = "";
  private String issuer = "";
  private String subject = "";
  private int generation;
  private Instant startedAt = Instant.EPOCH;
  private Instant idleAt = Instant.EPOCH;
  private Instant endsAt = Instant.EPOCH;
  private @Nullable Instant endedAt;
  private @Nullable String endedWhy;

  protected LoginSession() {}

  LoginSession(String issuer, String subject, int generation, Instant now, SessionConfig config) {
    this.publicId = "ses_" + Base62.random(PUBLIC_ID_DIGITS);
    this.issuer = issuer;
    this.subject = subject;
    this.generation = generation;
    this.startedAt = now;
    this.endsAt = now.plus(config.longest());
    refresh(now, config);
  }

  /** Lets it wait anew. */
  void refresh(Instant now, SessionConfig config) {
    Instant idle = now.plus(config.idle());
    idleAt = idle.isBefore(endsAt) ? idle : endsAt;
  }

  /** Ends it; false where it had ended before. */
  boolean end(String why, Instant now) {
    if (!isLive(now)) {
      return false;
    }
    endedAt = now;
    endedWhy = why;
    return true;
  }

  boolean isLive(Instant now) {
    return endedAt == null && now.isBefore(idleAt);
  }

  long id() {
    return id;
  }

  String publicId() {
    return publicId;
  }

  String issuer() {
    return issuer;
  }

  String subject() {
    return subject;
  }

  int generation() {
    return generation;
  }

  Instant endsAt() {
    return endsAt;
  }

  /** Whose session it is, as events name it. */
  Actor actor() {
    return new Actor(Actor.Kind.PERSON, issuer, subject, subject);
  }
}
