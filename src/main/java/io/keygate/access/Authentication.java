package io.keygate.access;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Refusals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords of local accounts. Outside any transaction, because it is slow on purpose:
 * nobody who guesses shall hold a connection meanwhile.
 */
@ApplicationScoped
class Authentication {
  private final AccountService accounts;
  private final LoginThrottle throttle;
  private final Refusals refusals;
  private final Caller caller;

  @Inject
  Authentication(
      AccountService accounts, LoginThrottle throttle, Refusals refusals, Caller caller) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.refusals = refusals;
    this.caller = caller;
  }

  /**
   * The account, if the password is right; 401 or 429, in the same words and time for any user
   * name.
   */
  Account login(String username, String password, String address) {
    Account known = accounts.byUsername(username).orElse(null);
    try {
      Account account = checked(known, username, password, address);
      caller.is(account.identity());
      accounts.loggedIn(account.username());
      return account;
    } catch (ProblemException e) {
      refusals.failed(Action.LOGIN_FAILED, target(known), e.type().slug());
      throw e;
    }
  }

  private Account checked(
      @Nullable Account known, String username, String password, String address) {
    throttle.check(username, address);
    Account account = known == null || known.isDisabled() ? null : known;
    String hash = account == null ? PasswordHashes.OF_NOBODY : account.passwordHash();
    if (!PasswordHashes.matches(password, hash) || account == null) {
      throttle.failed(username, address);
      throttle.forgetOld();
      throw ProblemType.BAD_CREDENTIALS.with("User name or password is wrong.");
    }
    throttle.succeeded(username);
    return account;
  }

  // NB: what is no user name may be a password that went into the wrong field.
  private static DomainEvent.Target target(@Nullable Account account) {
    return DomainEvent.Target.of("account", account == null ? "unknown" : account.username());
  }

  /** Takes a new password after asking for the current one again. */
  void changePassword(String username, String current, String next, String address) {
    try {
      throttle.check(username, address);
    } catch (ProblemException e) {
      refusals.failed(
          Action.LOGIN_FAILED, DomainEvent.Target.of("account", username), e.type().slug());
      throw e;
    }
    Account account =
        accounts
            .byUsername(username)
            .orElseThrow(() -> ProblemType.FORBIDDEN.with("This is no local account."));
    if (!PasswordHashes.matches(current, account.passwordHash())) {
      refusals.failed(Action.LOGIN_FAILED, target(account), "wrong current password");
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
