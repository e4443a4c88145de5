package io.keygate.access.account;

import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Refusals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords and client secrets of local accounts. Outside any transaction, because passwords
 * are slow on purpose: nobody who guesses shall hold a connection meanwhile.
 */
@ApplicationScoped
public class Authentication {
  private final AccountService accounts;
  private final LoginThrottle throttle;
  private final ProviderConfig config;
  private final Refusals refusals;
  private final Caller caller;

  @Inject
  Authentication(
      AccountService accounts,
      LoginThrottle throttle,
      ProviderConfig config,
      Refusals refusals,
      Caller caller) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.config = config;
    this.refusals = refusals;
    this.caller = caller;
  }

  /** Whose password it is; 401 or 429, in the same words and time for any user name. */
  public Login person(String username, String password, String address) {
    Account known = accounts.byUsername(username).orElse(null);
    String hash =
        known != null && known.isPerson() ? known.passwordHash() : PasswordHashes.OF_NOBODY;
    return attempt(
        known,
        username,
        address,
        () -> PasswordHashes.matches(password, hash) && known != null && known.isPerson());
  }

  /** Whose client secret it is; 401 or 429, in the same words and time for any client. */
  public Login service(String clientId, String secret, String address) {
    Account known = accounts.byUsername(clientId).orElse(null);
    String hash =
        known != null && !known.isPerson() ? known.passwordHash() : ClientSecrets.OF_NOBODY;
    // NB: nobody guesses 256 bits; who knows a client's id must not be able to lock it out.
    return attempt(
        known,
        null,
        address,
        () -> ClientSecrets.matches(secret, hash) && known != null && !known.isPerson());
  }

  private interface Attempt {
    boolean succeeds();
  }

  private Login attempt(
      @Nullable Account known, @Nullable String username, String address, Attempt attempt) {
    if (!config.localAccounts()) {
      throw ProblemType.FORBIDDEN.with("Local accounts are switched off here.");
    }
    try {
      throttle.check(username, address);
      // NB: whether it is closed is asked last, so that it takes as long as any other.
      boolean right = attempt.succeeds();
      if (known == null || !right || known.isDisabled()) {
        fail(username, address);
        throw ProblemType.BAD_CREDENTIALS.with("User name or password is wrong.");
      }
      throttle.succeeded(username, address);
      caller.is(known.identity());
      accounts.loggedIn(known);
      return new Login(known.identity(), known.generation());
    } catch (ProblemException e) {
      refusals.failed(Action.LOGIN_FAILED, target(known), e.type().slug());
      throw e;
    }
  }

  private void fail(@Nullable String username, String address) {
    throttle.failed(username, address);
  }

  // NB: what is no user name may be a password that went into the wrong field.
  private static Target target(@Nullable Account account) {
    return account == null ? Target.of("account", "unknown") : account.target();
  }

  /** Takes a new password after asking for the current one again. */
  public void changePassword(String username, String current, String next, String address) {
    Account account =
        accounts
            .byUsername(username)
            .filter(Account::isPerson)
            .orElseThrow(
                () -> ProblemType.FORBIDDEN.with("This is no local account with a password."));
    try {
      throttle.check(username, address);
    } catch (ProblemException e) {
      refusals.failed(Action.LOGIN_FAILED, account.target(), e.type().slug());
      throw e;
    }
    if (!PasswordHashes.matches(current, account.passwordHash())) {
      refusals.failed(Action.LOGIN_FAILED, account.target(), "wrong current password");
      fail(username, address);
      throw ProblemException.invalid("current", "is not the current password");
    }
    if (current.equals(next)) {
      throw ProblemException.invalid("next", "must differ from the current password");
    }
    throttle.succeeded(username, address);
    accounts.changePassword(account, PasswordHashes.hash(next));
  }
}
