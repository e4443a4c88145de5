package io.keygate.access.account;

import static java.util.Objects.requireNonNullElse;

import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Base62;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Local accounts, their passwords and client secrets. */
@ApplicationScoped
@Transactional
public class AccountService {
  /** The shortest password, in characters. */
  static final int SHORTEST_PASSWORD = 8;

  private static final int ONE_TIME_DIGITS = 16;

  private final EntityManager entities;
  private final AccountQueries queries;
  private final ProviderConfig config;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  AccountService(
      EntityManager entities,
      AccountQueries queries,
      ProviderConfig config,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.config = config;
    this.events = events;
    this.caller = caller;
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
    var account = Account.firstAdministrator(username, hash, oneTime, clock.instant());
    entities.persist(account);
    entities.flush();
    fire(Action.ACCOUNT_CREATED, account, Map.of("platformAdmin", Change.to(true)));
  }

  /** All accounts, in the order of their creation. */
  public Page<AccountView> list(PageRequest page) {
    return Page.of(page, queries.page(page.after(), page.rows()), Account::id, AccountView::of);
  }

  /** The account; a 404 problem where there is none. */
  public AccountView read(String username) {
    return AccountView.of(known(username));
  }

  /** Makes an account; the answer is the only one that shows its password or secret. */
  public NewCredentials create(NewAccount wanted) {
    String username = wanted.username().toLowerCase(Locale.ROOT);
    if (queries.byUsername(username).isPresent()) {
      throw ProblemType.USERNAME_TAKEN.with("There is an account '" + username + "' already.");
    }
    AccountKind kind = requireNonNullElse(wanted.kind(), AccountKind.PERSON);
    String credential = credential(kind);
    var account =
        new Account(username, kind, hash(kind, credential), caller.subject(), clock.instant());
    account.describe(
        wanted.name().strip(), wanted.email(), Boolean.TRUE.equals(wanted.platformAdmin()));
    if (Boolean.TRUE.equals(wanted.disabled())) {
      account.disable(clock.instant());
    }
    entities.persist(account);
    entities.flush();
    Map<String, Change> changes = new TreeMap<>();
    described(account).forEach((field, value) -> changes.put(field, Change.to(value)));
    fire(Action.ACCOUNT_CREATED, account, changes);
    return NewCredentials.of(account, credential);
  }

  /** Takes over what the change gives; 409 where nobody could administer the platform then. */
  public AccountView change(String username, AccountChange change, IfMatch ifMatch) {
    Account account = locked(username);
    ifMatch.check(account.version());
    Map<String, Object> before = described(account);
    boolean admin = requireNonNullElse(change.platformAdmin(), account.isPlatformAdmin());
    boolean disabled = requireNonNullElse(change.disabled(), account.isDisabled());
    if (!admin || disabled) {
      keepAnAdministrator(account);
    }
    account.describe(
        requireNonNullElse(change.name(), account.name()).strip(),
        change.email().isGiven() ? change.email().value() : account.email(),
        admin);
    if (disabled) {
      account.disable(clock.instant());
    } else {
      account.enable();
    }
    entities.flush();
    Map<String, Change> changes = new TreeMap<>();
    described(account)
        .forEach((field, value) -> Change.collect(changes, field, before.get(field), value));
    if (!changes.isEmpty()) {
      fire(Action.ACCOUNT_CHANGED, account, changes);
    }
    return AccountView.of(account);
  }

  /** A new one-time password or client secret; the one before, and all tokens, are dead. */
  public NewCredentials reset(String username, IfMatch ifMatch) {
    Account account = locked(username);
    ifMatch.check(account.version());
    String credential = credential(account.kind());
    account.reset(hash(account.kind(), credential), clock.instant());
    entities.flush();
    fire(Action.ACCOUNT_RESET, account, Map.of());
    return NewCredentials.of(account, credential);
  }

  private static String credential(AccountKind kind) {
    return kind == AccountKind.PERSON ? Base62.random(ONE_TIME_DIGITS) : ClientSecrets.generate();
  }

  private static String hash(AccountKind kind, String credential) {
    return kind == AccountKind.PERSON
        ? PasswordHashes.hash(credential)
        : ClientSecrets.hash(credential);
  }

  /** With an identity provider its groups may hold the platform's administrators. */
  private void keepAnAdministrator(Account account) {
    boolean byGroup =
        config
            .provider()
            .map(IdentityProvider::platformAdminGroups)
            .filter(g -> !g.isEmpty())
            .isPresent();
    if (byGroup || !account.isPlatformAdmin() || account.isDisabled()) {
      return;
    }
    // NB: all of them under lock; of two that lower each other one must see it, or give way.
    List<Account> admins = queries.platformAdmins();
    admins.forEach(admin -> entities.refresh(admin, LockModeType.PESSIMISTIC_WRITE));
    boolean another =
        admins.stream()
            .anyMatch(a -> a.id() != account.id() && a.isPlatformAdmin() && !a.isDisabled());
    if (!another) {
      throw ProblemType.LAST_PLATFORM_ADMIN.with(
          "There would be nobody left who administers the platform.");
    }
  }

  private static Map<String, Object> described(Account account) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", account.name());
    fields.put("kind", account.kind().word());
    fields.put("platformAdmin", account.isPlatformAdmin());
    fields.put("disabled", account.isDisabled());
    String email = account.email();
    fields.put("email", email == null ? "" : email);
    return fields;
  }

  private Account known(String username) {
    return byUsername(username)
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no account '" + username + "'."));
  }

  private Account locked(String username) {
    Account account = known(username);
    entities.refresh(account, LockModeType.PESSIMISTIC_WRITE);
    return account;
  }

  /** Tells that somebody logged in. */
  void loggedIn(Account account) {
    fire(Action.LOGIN_SUCCEEDED, account, Map.of());
  }

  /** Gives an account the password with this hash; 409 where it was reset since it was checked. */
  void changePassword(Account checked, String newHash) {
    Account account = locked(checked.username());
    if (!account.honours(checked.generation())) {
      // NB: a reset came in between; whoever knew the old password must not undo it.
      throw ProblemType.CONFLICT.with("The account was changed at the same moment.");
    }
    account.changePassword(newHash, clock.instant());
    fire(Action.ACCOUNT_PASSWORD_CHANGED, account, Map.of());
  }

  private void fire(Action action, Account account, Map<String, Change> changes) {
    events.fire(new DomainEvent(action, null, account.target(), changes));
  }
}
