package io.keygate.access;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Checks passwords of local accounts. Outside any transaction, because it is slow on purpose:
 * nobody who guesses shall hold a connection meanwhile.
 */
@ApplicationScoped
class Authentication {
  private final AccountService accounts;
  private final LoginThrottle throttle;

  @Inject
  Authentication(AccountService accounts, LoginThrottle throttle) {
    this.accounts = accounts;
    this.throttle = throttle;
  }

  /**
   * The account, if the password is right; 401 or 429, in the same words and time for any user
   * name.
   */
  Account login(String username, String password, String address) {
    throttle.check(username, address);
    Account account = accounts.byUsername(username).filter(a -> !a.isDisabled()).orElse(null);
    String hash = account == null ? PasswordHashes.OF_NOBODY : account.passwordHash();
    if (!PasswordHashes.matches(password, hash) || account == null) {
      throttle.failed(username, address);
      throttle.forgetOld();
      throw ProblemType.BAD_CREDENTIALS.with("User name or password is wrong.");
    }
    throttle.succeeded(username);
    accounts.loggedIn(account.username());
    return account;
  }

  /** Takes a new password after asking for the current one again. */
  void changePassword(String username, String current, String next, String address) {
    throttle.check(username, address);
    Account account =
        accounts
            .byUsername(username)
            .orElseThrow(() -> ProblemType.FORBIDDEN.with("This is no local account."));
    if (!PasswordHashes.matches(current, account.passwordHash())) {
      throttle.failed(username, address);
      throttle.forgetOld();
      throw ProblemException.invalid("current", "is not the current password");
    }
    if (current.equals(next)) {
      throw ProblemException.invalid("next", "must differ from the current password");
    }
    throttle.succeeded(username);
    accounts.changePassword(username, PasswordHashes.hash(next));
  }
}
