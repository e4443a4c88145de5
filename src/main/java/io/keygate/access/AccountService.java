package io.keygate.access;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Local accounts and their passwords. */
@ApplicationScoped
@Transactional
class AccountService {
  /** The shortest password, in characters. */
  static final int SHORTEST_PASSWORD = 8;

  private final EntityManager entities;
  private final AccountQueries queries;
  private final DomainEvents events;
  private final Clock clock;

  @Inject
  AccountService(EntityManager entities, AccountQueries queries, DomainEvents events, Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.events = events;
    this.clock = clock;
  }

  boolean isEmpty() {
    return queries.count() == 0;
  }

  /** The account; user names are the same in any case. */
  Optional<Account> byUsername(String username) {
    return queries.byUsername(username.toLowerCase(Locale.ROOT));
  }

  void createFirst(String username, String password, boolean oneTime) {
    String hash = PasswordHashes.hash(password);
    entities.persist(Account.firstAdministrator(username, hash, oneTime, clock.instant()));
    entities.flush();
    fire(Action.ACCOUNT_CREATED, username, Map.of("platformAdmin", Change.to(true)));
  }

  /** Tells that somebody logged in. */
  void loggedIn(String username) {
    fire(Action.LOGIN_SUCCEEDED, username, Map.of());
  }

  /** Gives an account the password with this hash. */
  void changePassword(String username, String newHash) {
    queries.byUsername(username).orElseThrow().changePassword(newHash, clock.instant());
    fire(Action.ACCOUNT_PASSWORD_CHANGED, username, Map.of());
  }

  private void fire(Action action, String username, Map<String, Change> changes) {
    var target = DomainEvent.Target.of("account", username);
    events.fire(new DomainEvent(action, null, target, changes));
  }
}
