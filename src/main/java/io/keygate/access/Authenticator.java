package io.keygate.access;

import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Finds out whom a token that the server has verified speaks for. */
@ApplicationScoped
public class Authenticator {
  private final AccountService accounts;

  @Inject
  Authenticator(AccountService accounts) {
    this.accounts = accounts;
  }

  /**
   * The caller; a 401 problem where the principal is no token, or one that counts no longer, a 403
   * where the one-time password has to be changed first.
   *
   * @param principal what the server's authentication has found
   * @param passwordMayWait whether the one-time password may still be unchanged
   */
  public Identity identify(@Nullable Principal principal, boolean passwordMayWait) {
    if (!(principal instanceof JsonWebToken token)) {
      throw ProblemType.UNAUTHENTICATED.with("Send 'Authorization: Bearer <access token>'.");
    }
    String subject = token.getSubject();
    if (subject == null) {
      throw ProblemType.UNAUTHENTICATED.with("The access token has no subject.");
    }
    if (!TokenIssuer.ISSUER.equals(token.getIssuer())) {
      String name = token.getName() == null ? subject : token.getName();
      return new Identity(token.getIssuer(), subject, name, token.getClaim("email"), false);
    }
    Account account =
        accounts
            .byUsername(subject)
            .filter(a -> a.honours(Instant.ofEpochSecond(token.getIssuedAtTime())))
            .orElseThrow(
                () -> ProblemType.UNAUTHENTICATED.with("The access token is no longer valid."));
    if (account.mustChangePassword() && !passwordMayWait) {
      throw ProblemType.PASSWORD_CHANGE_REQUIRED.with(
          "Change the one-time password with POST /api/v1/me/password, then log in again.");
    }
    return account.identity();
  }
}
