package io.keygate.access.session;

import io.keygate.access.account.LocalAccounts;
import io.keygate.access.account.Login;
import io.keygate.access.session.ProviderLogin.LoggedIn;
import io.keygate.access.session.Sessions.Open;
import io.keygate.access.token.ProviderConfig;
import io.keygate.access.token.TokenIssuer;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Begins, refreshes and ends the dashboard's sessions. Outside transactions: the identity provider
 * may have to be asked in between, and nobody shall hold a connection meanwhile.
 */
@ApplicationScoped
class SessionKeeper {
  private final Sessions sessions;
  private final LocalAccounts accounts;
  private final ProviderConfig config;
  private final ProviderLogin provider;
  private final TokenIssuer tokens;
  private final Clock clock;

  @Inject
  SessionKeeper(
      Sessions sessions,
      LocalAccounts accounts,
      ProviderConfig config,
      ProviderLogin provider,
      TokenIssuer tokens,
      Clock clock) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.config = config;
    this.provider = provider;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * An access token, and the refresh token for the next one.
   *
   * @param age for how long the refresh token may be good
   */
  record Granted(AccessToken access, RefreshToken refresh, Duration age) {}

  /** A session of a local account. */
  Granted begin(Login login) {
    Open open =
        sessions.begin(
            login.identity().issuer(), login.identity().subject(), login.generation(), null);
    return granted(open, local(open));
  }

  /** A session of somebody who has logged in at the identity provider. */
  Granted begin(LoggedIn login) {
    Open open =
        sessions.begin(
            login.person().issuer(), login.person().subject(), 0, login.tokens().refreshToken());
    return granted(open, provided(login));
  }

  /** The next access token; 401 where the session is over. */
  Granted refresh(@Nullable String cookie) {
    RefreshToken token = RefreshToken.parse(cookie).orElseThrow(this::over);
    String issuer = sessions.issuer(token).orElseThrow(this::over);
    return issuer.equals(TokenIssuer.ISSUER) ? refreshLocal(token) : refreshProvided(token);
  }

  private Granted refreshLocal(RefreshToken token) {
    Open open = sessions.replace(token, this::mayGoOn).orElseThrow(this::over);
    return granted(open, local(open));
  }

  private boolean mayGoOn(LoginSession session) {
    return config.localAccounts()
        && accounts.standing(session.subject(), session.generation()).isPresent();
  }

  private Granted refreshProvided(RefreshToken token) {
    Open taken = sessions.take(token).orElseThrow(this::over);
    String providersToken = taken.providersToken();
    if (providersToken == null) {
      sessions.end(taken, "no refresh token");
      throw over();
    }
    LoggedIn login;
    try {
      login = provider.refresh(providersToken, taken.session());
    } catch (ProblemException e) {
      if (e.type() == ProblemType.UNAVAILABLE) {
        sessions.giveBack(taken);
      } else {
        sessions.end(taken, "identity provider");
      }
      throw e;
    }
    String given = login.tokens().refreshToken();
    String next = given == null ? providersToken : given;
    Open open = sessions.goOn(taken, next).orElse(null);
    if (open == null) {
      provider.end(next);
      throw over();
    }
    return granted(open, provided(login));
  }

  /** A logout. */
  void end(@Nullable String cookie) {
    RefreshToken.parse(cookie)
        .flatMap(sessions::end)
        .ifPresent(ended -> provider.end(ended.providersToken()));
  }

  private ProblemException over() {
    return ProblemType.UNAUTHENTICATED.with("The session is over; log in again.");
  }

  private Granted granted(Open open, AccessToken access) {
    Duration age = Duration.between(clock.instant(), open.session().endsAt());
    return new Granted(access, open.token(), age);
  }

  private AccessToken local(Open open) {
    String token =
        tokens.issue(
            open.session().subject(),
            open.session().generation(),
            open.session().publicId(),
            TokenIssuer.LIFETIME);
    return AccessToken.of(token, TokenIssuer.LIFETIME.toSeconds());
  }

  private static AccessToken provided(LoggedIn login) {
    return AccessToken.of(login.tokens().accessToken(), login.tokens().expiresIn());
  }
}
