package io.keygate.access.account;

import io.keygate.platform.net.Addresses;
import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.Inet6Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
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
  private static final int NETWORK_BYTES = 8;
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
  void check(@Nullable String username, String address) {
    if (username != null) {
      refuseBlocked(entities.find(FailedLogins.class, account(username)));
    }
    refuseBlocked(entities.find(FailedLogins.class, address(address)));
  }

  /** Notes a right password; refuses with 429 where failures that came first have blocked it. */
  void succeeded(@Nullable String username, String address) {
    if (username != null) {
      FailedLogins failures =
          entities.find(FailedLogins.class, account(username), LockModeType.PESSIMISTIC_WRITE);
      refuseBlocked(failures);
      if (failures != null) {
        entities.remove(failures);
      }
    }
    refuseBlocked(
        entities.find(FailedLogins.class, address(address), LockModeType.PESSIMISTIC_READ));
  }

  /** Notes a wrong one; refuses with 429 where failures that came first have blocked it. */
  void failed(@Nullable String username, String address) {
    FailedLogins ofAccount = username == null ? null : locked(account(username));
    refuseBlocked(ofAccount);
    FailedLogins ofAddress = locked(address(address));
    refuseBlocked(ofAddress);
    Instant now = clock.instant();
    if (ofAccount != null) {
      ofAccount.add(now, FORGET_AFTER, FREE_FOR_ACCOUNT, LONGEST);
    }
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

  /** Removes some of what is too old to count; says how many. */
  int forgetOld() {
    Instant now = clock.instant();
    return entities
        .createNativeQuery("delete from login_throttle where last_failure < :before limit 1000")
        .setParameter("before", now.minus(FORGET_AFTER))
        .executeUpdate();
  }

  private static String account(String username) {
    return "account:" + username.toLowerCase(Locale.ROOT);
  }

  /** Of IPv6 the network: one that guesses has all the addresses of a /64. */
  private static String address(String address) {
    return Addresses.parse(address)
        .filter(Inet6Address.class::isInstance)
        .map(six -> "network:" + HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES))
        .orElse("address:" + address);
  }
}
