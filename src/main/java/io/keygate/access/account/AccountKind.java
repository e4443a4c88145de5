package io.keygate.access.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a local account is for. */
public enum AccountKind {
  /** Logs in with a password. */
  PERSON,

  /** Gets tokens with a client secret (RFC 6749, 4.4). */
  SERVICE;

  /** As the API names it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
