package io.keygate.access.account;

import io.keygate.access.token.TokenIssuer;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.security.Caller.Identity;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A local account. A person's starts with a one-time password; a service's has a client secret.
 * Whatever ends its tokens begins a new generation; those of the ones before no longer count.
 */
@Entity
@Table(name = "account")
class Account {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String username = "";
  private String name = "";
  private @Nullable String email;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private AccountKind kind = AccountKind.PERSON;

  private String passwordHash = "";
  private boolean mustChangePassword;
  private boolean platformAdmin;
  private int generation;
  private @Nullable Instant disabledAt;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private Instant passwordChangedAt = Instant.EPOCH;
  @Version private int version;

  protected Account() {}

  Account(String username, AccountKind kind, String credentialHash, String by, Instant now) {
    this.username = username;
    this.name = username;
    this.kind = kind;
    this.passwordHash = credentialHash;
    this.mustChangePassword = kind == AccountKind.PERSON;
    this.createdBy = by;
    this.createdAt = now;
    this.passwordChangedAt = now;
  }

  /** The first account of an installation, which may do everything. */
  static Account firstAdministrator(
      String username, String passwordHash, boolean oneTime, Instant now) {
    var account = new Account(username, AccountKind.PERSON, passwordHash, "system", now);
    account.platformAdmin = true;
    account.mustChangePassword = oneTime;
    return account;
  }

  /** Says who it is and whether it may do everything. */
  void describe(String newName, @Nullable String newEmail, boolean mayDoEverything) {
    name = newName;
    email = newEmail;
    platformAdmin = mayDoEverything;
  }

  /** Takes a password that the person chose. */
  void changePassword(String newHash, Instant now) {
    passwordHash = newHash;
    mustChangePassword = false;
    passwordChangedAt = now;
    generation++;
  }

  /** Takes a one-time password, or a new client secret. */
  void reset(String newHash, Instant now) {
    changePassword(newHash, now);
    mustChangePassword = kind == AccountKind.PERSON;
  }

  /** Closes it; nothing happens where it is closed. */
  void disable(Instant now) {
    if (disabledAt == null) {
      disabledAt = now;
      generation++;
    }
  }

  /** Opens it again; tokens from before stay dead. */
  void enable() {
    disabledAt = null;
  }

  /** Whether a token of this generation still speaks for the account. */
  boolean honours(int tokensGeneration) {
    return disabledAt == null && tokensGeneration == generation;
  }

  boolean isDisabled() {
    return disabledAt != null;
  }

  boolean isPerson() {
    return kind == AccountKind.PERSON;
  }

  boolean mustChangePassword() {
    return mustChangePassword;
  }

  boolean isPlatformAdmin() {
    return platformAdmin;
  }

  long id() {
    return id;
  }

  int version() {
    return version;
  }

  int generation() {
    return generation;
  }

  String username() {
    return username;
  }

  String name() {
    return name;
  }

  @Nullable String email() {
    return email;
  }

  AccountKind kind() {
    return kind;
  }

  Instant createdAt() {
    return createdAt;
  }

  String passwordHash() {
    return passwordHash;
  }

  /** As events name it. */
  Target target() {
    return Target.of("account", username);
  }

  Identity identity() {
    return new Identity(
        isPerson() ? Actor.Kind.PERSON : Actor.Kind.SERVICE,
        TokenIssuer.ISSUER,
        username,
        name,
        email,
        platformAdmin,
        Set.of());
  }
}
