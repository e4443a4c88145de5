package io.keygate.access;

import io.keygate.platform.security.Caller.Identity;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A local account. Starts with a one-time password or one that its maker chose. */
@Entity
@Table(name = "account")
class Account {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String username = "";
  private String name = "";
  private @Nullable String email;
  private String passwordHash = "";
  private boolean mustChangePassword;
  private boolean platformAdmin;
  private @Nullable Instant disabledAt;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private Instant passwordChangedAt = Instant.EPOCH;
  @Version private int version;

  protected Account() {}

  private Account(String username, String passwordHash, String by, Instant now) {
    this.username = username;
    this.name = username;
    this.passwordHash = passwordHash;
    this.createdBy = by;
    this.createdAt = now;
    this.passwordChangedAt = now;
  }

  /** The first account of an installation, which may do everything. */
  static Account firstAdministrator(
      String username, String passwordHash, boolean oneTime, Instant now) {
    var account = new Account(username, passwordHash, "system", now);
    account.platformAdmin = true;
    account.mustChangePassword = oneTime;
    return account;
  }

  /** Takes a password that the person chose; tokens from before no longer count. */
  void changePassword(String newHash, Instant now) {
    passwordHash = newHash;
    mustChangePassword = false;
    passwordChangedAt = now;
  }

  /** Whether a token issued at this moment (in whole seconds) still speaks for the account. */
  boolean honours(Instant issuedAt) {
    return disabledAt == null
        && !issuedAt.isBefore(passwordChangedAt.truncatedTo(ChronoUnit.SECONDS));
  }

  boolean isDisabled() {
    return disabledAt != null;
  }

  boolean mustChangePassword() {
    return mustChangePassword;
  }

  String username() {
    return username;
  }

  String passwordHash() {
    return passwordHash;
  }

  Identity identity() {
    return new Identity(TokenIssuer.ISSUER, username, name, email, platformAdmin);
  }
}
