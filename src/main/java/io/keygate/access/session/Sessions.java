package io.keygate.access.session;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's sessions and their refresh tokens, each of which is good once. One that comes a
 * second time was stolen, by whoever came first or second: the session ends (RFC 9700, 4.14).
 */
@ApplicationScoped
@Transactional
public class Sessions {
  private static final int MOST_SEALED_BYTES = 8_192;

  /** As long as a refresh at the identity provider may take. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(30);

  private final EntityManager entities;
  private final SessionConfig config;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Sessions(
      EntityManager entities,
      SessionConfig config,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.config = config;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A session at this moment.
   *
   * @param token the refresh token that is good next
   * @param providersToken refresh token of the identity provider
   */
  record Open(LoginSession session, RefreshToken token, @Nullable String providersToken) {}

  /** Begins one. */
  Open begin(String issuer, String subject, int generation, @Nullable String providersToken) {
    var session = new LoginSession(issuer, subject, generation, clock.instant(), config);
    entities.persist(session);
    entities.flush();
    return new Open(session, issue(session, providersToken), providersToken);
  }

  /**
   * Takes a refresh token and replaces it in one step; empty where it is not good, or the session
   * must not go on.
   */
  Optional<Open> replace(RefreshToken token, Predicate<LoginSession> mayGoOn) {
    Open taken = take(token).orElse(null);
    if (taken == null) {
      return Optional.empty();
    }
    if (!mayGoOn.test(taken.session())) {
      taken.session().end("account", clock.instant());
      return Optional.empty();
    }
    return goOn(taken, null);
  }

  /** Whose session it is, if there is one. */
  Optional<String> issuer(RefreshToken token) {
    return Optional.ofNullable(locked(token)).map(LoginSession::issuer);
  }

  /**
   * Takes a refresh token, which nobody else gets then; empty where it is not good. One that was
   * replaced before ends its session; one that was just taken is being replaced, which is a 409.
   */
  Optional<Open> take(RefreshToken token) {
    LoginSession session = locked(token);
    if (session == null) {
      return Optional.empty();
    }
    Object[] row = row(token);
    Instant now = clock.instant();
    if (row[2] != null) {
      if (session.end("reuse", now)) {
        tell(Action.SESSION_TOKEN_REUSED, session);
      }
      return Optional.empty();
    }
    if (!session.isLive(now)) {
      return Optional.empty();
    }
    Instant usedAt = Times.fromColumn(row[0]);
    // NB: one that was taken a while ago and never replaced was lost with its server.
    if (usedAt != null && now.isBefore(usedAt.plus(UNDER_WAY))) {
      throw ProblemType.CONFLICT
          .with("The session is being refreshed by another request.")
          .retryAfter(Duration.ofSeconds(1));
    }
    use(token, now);
    byte[] sealed = (byte[]) row[1];
    return Optional.of(new Open(session, token, sealed == null ? null : token.open(sealed)));
  }

  /** The session with its next refresh token; empty where it was ended meanwhile. */
  Optional<Open> goOn(Open taken, @Nullable String providersToken) {
    LoginSession session =
        entities.find(LoginSession.class, taken.session().id(), LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(session);
    if (!session.isLive(clock.instant())) {
      return Optional.empty();
    }
    session.refresh(clock.instant(), config);
    RefreshToken next = issue(session, providersToken);
    entities
        .createNativeQuery("update refresh_token set replaced_at = :at where hash = :hash")
        .setParameter("at", Times.toColumn(clock.instant()))
        .setParameter("hash", taken.token().hash())
        .executeUpdate();
    return Optional.of(new Open(session, next, providersToken));
  }

  /** Makes the token good again: what it was taken for could not be done. */
  void giveBack(Open taken) {
    use(taken.token(), null);
  }

  /** Ends the session of a token that was taken. */
  void end(Open taken, String why) {
    entities.find(LoginSession.class, taken.session().id()).end(why, clock.instant());
  }

  /** A logout; nothing happens where there is no such session any more. */
  Optional<Open> end(RefreshToken token) {
    LoginSession session = locked(token);
    if (session == null || !session.end("logout", clock.instant())) {
      return Optional.empty();
    }
    tell(Action.SESSION_ENDED, session);
    byte[] sealed = (byte[]) row(token)[1];
    return Optional.of(new Open(session, token, sealed == null ? null : token.open(sealed)));
  }

  /** Whether access tokens of this session still count. */
  public boolean isLive(String publicId) {
    return !entities
        .createQuery(
            """
            select 1 from LoginSession s
            where s.publicId = :id and s.endedAt is null and s.endsAt > :now\
            """,
            Integer.class)
        .setParameter("id", publicId)
        .setParameter("now", clock.instant())
        .getResultList()
        .isEmpty();
  }

  /** Removes some of those that were over before this moment; says how many. */
  int forget(Instant before) {
    return entities
        .createNativeQuery("delete from login_session where ends_at < :before limit 1000")
        .setParameter("before", Times.toColumn(before))
        .executeUpdate();
  }

  private RefreshToken issue(LoginSession session, @Nullable String providersToken) {
    RefreshToken token = RefreshToken.generate();
    byte[] sealed = providersToken == null ? new byte[0] : token.seal(providersToken);
    // NB: one that is too long is not kept; the session then ends with its access token.
    boolean kept = sealed.length > 0 && sealed.length <= MOST_SEALED_BYTES;
    entities
        .createNativeQuery(
            """
            insert into refresh_token (hash, session_id, issued_at, sealed)
            values (:hash, :session, :now, nullif(:sealed, ''))\
            """)
        .setParameter("hash", token.hash())
        .setParameter("session", session.id())
        .setParameter("now", Times.toColumn(clock.instant()))
        .setParameter("sealed", kept ? sealed : new byte[0])
        .executeUpdate();
    return token;
  }

  private @Nullable LoginSession locked(RefreshToken token) {
    List<?> ids =
        entities
            .createNativeQuery("select session_id from refresh_token where hash = :hash")
            .setParameter("hash", token.hash())
            .getResultList();
    return ids.isEmpty()
        ? null
        : entities.find(
            LoginSession.class, ((Number) ids.get(0)).longValue(), LockModeType.PESSIMISTIC_WRITE);
  }

  private Object[] row(RefreshToken token) {
    return (Object[])
        entities
            .createNativeQuery(
                "select used_at, sealed, replaced_at from refresh_token where hash = :hash for"
                    + " update",
                Object[].class)
            .setParameter("hash", token.hash())
            .getSingleResult();
  }

  private void use(RefreshToken token, @Nullable Instant at) {
    entities
        .createNativeQuery("update refresh_token set used_at = :at where hash = :hash")
        .setParameter("at", at == null ? null : Times.toColumn(at))
        .setParameter("hash", token.hash())
        .executeUpdate();
  }

  private void tell(Action action, LoginSession session) {
    caller.actsAs(session.actor());
    var target = Target.of("session", session.publicId());
    events.fire(new DomainEvent(action, null, target, Map.of()));
  }
}
