package io.keygate.access.account;

import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Slows guessing down, for a user name and for an address: after some free failures each further
 * one blocks for twice as long, up to a quarter of an hour. The outcome of an attempt is told under
 * a row lock, so that attempts in parallel gain nothing. User names that do not exist are counted
 * too.
 */
@ApplicationScoped
@Transactional
class LoginThrottle {
  static final int FREE_FOR_ACCOUNT = 5;
  static final int FREE_FOR_ADDRESS = 50;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGET_AFTER = Duration.ofHours(1);

  private final EntityManager entities;
  private final Clock clock;

  @Inject
  LoginThrottle(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** Refuses with 429 where the user name or the address is blocked at the moment. */
  void check(String username, String address) {
    refuseBlocked(entities.find(FailedLogins.class, account(username)));
    refuseBlocked(entities.find(FailedLogins.class, address(address)));
  }

  /** Notes a right password; refuses with 429 where failures that came first have blocked it. */
  void succeeded(String username) {
    FailedLogins failures =
        entities.find(FailedLogins.class, account(username), LockModeType.PESSIMISTIC_WRITE);
    refuseBlocked(failures);
    if (failures != null) {
      entities.remove(failures);
    }
  }

  /** Notes a wrong one; refuses with 429 where failures that came first have blocked it. */
  void failed(String username, String address) {
    FailedLogins ofAccount = locked(account(username));
    refuseBlocked(ofAccount);
    FailedLogins ofAddress = locked(address(address));
    refuseBlocked(ofAddress);
    Instant now = clock.instant();
    ofAccount.add(now, FORGET_AFTER, FREE_FOR_ACCOUNT, LONGEST);
    ofAddress.add(now, FORGET_AFTER, FREE_FOR_ADDRESS, LONGEST);
  }

  private FailedLogins locked(String subject) {
    Instant now = clock.instant();
    entities
        .createNativeQuery(
            """
            insert into login_throttle (subject, failures, last_failure, blocked_until)
            values (:subject, 0, :now, :now) on duplicate key update subject = subject\
            """)
        .setParameter("subject", subject)
        .setParameter("now", now)
        .executeUpdate();
    return entities.find(FailedLogins.class, subject, LockModeType.PESSIMISTIC_WRITE);
  }

  private void refuseBlocked(@Nullable FailedLogins failures) {
    Instant now = clock.instant();
    if (failures != null && failures.blockedUntil().isAfter(now)) {
      throw ProblemType.TOO_MANY_ATTEMPTS
          .with("Too many failed attempts; wait before the next one.")
          .retryAfter(Duration.between(now, failures.blockedUntil()));
    }
  }

  /** Removes what is too old to count; by itself, because it locks rows of others. */
  void forgetOld() {
    Instant now = clock.instant();
    entities
        .createNativeQuery("delete from login_throttle where last_failure < :before limit 100")
        .setParameter("before", now.minus(FORGET_AFTER))
        .executeUpdate();
  }

  private static String account(String username) {
    return "account:" + username.toLowerCase(Locale.ROOT);
  }

  private static String address(String address) {
    return "address:" + address;
  }
}
