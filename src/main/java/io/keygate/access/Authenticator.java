package io.keygate.access;

import io.keygate.access.account.LocalAccounts;
import io.keygate.access.member.People;
import io.keygate.access.session.Sessions;
import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.access.token.TokenVerifier;
import io.keygate.access.token.VerifiedToken;
import io.keygate.platform.event.Actor.Kind;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out whom the token of a request speaks for. */
@ApplicationScoped
public class Authenticator {
  private static final Logger log = Logger.getLogger(Authenticator.class);
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier tokens;
  private final LocalAccounts accounts;
  private final Sessions sessions;
  private final People people;
  private final ProviderConfig config;

  @Inject
  Authenticator(
      TokenVerifier tokens,
      LocalAccounts accounts,
      Sessions sessions,
      People people,
      ProviderConfig config) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.sessions = sessions;
    this.people = people;
    this.config = config;
  }

  /**
   * The caller; a 401 problem where there is no token, or one that does not count, a 403 where the
   * one-time password has to be changed first, a 503 where that cannot be found out.
   *
   * @param authorization the header of this name
   * @param passwordMayWait whether the one-time password may still be unchanged
   */
  public Identity identify(@Nullable String authorization, boolean passwordMayWait) {
    VerifiedToken token = tokens.verify(bearer(authorization));
    return token.isLocal() ? ofAccount(token, passwordMayWait) : ofProvider(token);
  }

  private static String bearer(@Nullable String authorization) {
    String header = authorization == null ? "" : authorization.strip();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw ProblemType.UNAUTHENTICATED.with("Send 'Authorization: Bearer <access token>'.");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private Identity ofAccount(VerifiedToken token, boolean passwordMayWait) {
    LocalAccounts.Standing standing =
        accounts.standing(token.subject(), token.generation()).orElseThrow(Authenticator::over);
    String session = token.session();
    if (session != null && !sessions.isLive(session)) {
      throw over();
    }
    if (standing.mustChangePassword() && !passwordMayWait) {
      throw ProblemType.PASSWORD_CHANGE_REQUIRED.with(
          "Change the one-time password with POST /api/v1/me/password, then log in again.");
    }
    return standing.identity();
  }

  private static ProblemException over() {
    return ProblemType.UNAUTHENTICATED.with("The access token is no longer valid.");
  }

  private Identity ofProvider(VerifiedToken token) {
    Set<String> admins =
        config.provider().map(IdentityProvider::platformAdminGroups).orElse(Set.of());
    var identity =
        new Identity(
            token.service() ? Kind.SERVICE : Kind.PERSON,
            token.issuer(),
            token.subject(),
            token.name(),
            token.email(),
            !Collections.disjoint(admins, token.groups()),
            token.groups());
    try {
      people.seen(identity);
    } catch (Exception e) {
      // NB: not only runtime exceptions; the transaction throws what it likes when it ends. Noting
      // somebody is no reason to refuse; where the database is away, the next question says so.
      log.debugf("Somebody is noted later: %s", DatabaseErrors.summary(e));
    }
    return identity;
  }
}
