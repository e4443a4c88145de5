package io.keygate.apikey;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person that has to do with keys: made them, or owns them.
 *
 * @param email as owners are named, in any case; null where it is not known
 */
public record KeyHolder(String issuer, String subject, @Nullable String email) {

  /** Somebody of whom only the address is known. */
  public static KeyHolder ofAddress(String email) {
    return new KeyHolder("", "", email);
  }

  String lowerEmail() {
    return email == null ? "" : email.toLowerCase(Locale.ROOT);
  }
}
