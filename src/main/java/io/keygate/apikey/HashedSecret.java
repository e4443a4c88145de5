package io.keygate.apikey;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that is kept of a secret. As text, for seed files: {@code kgh:<pepper id>:<last four
 * characters>:<base64url of the hash>}.
 */
public record HashedSecret(SecretHash hash, String lastFour) {
  private static final Pattern FORM =
      Pattern.compile("kgh:([0-9A-Za-z._-]{1,16}):([0-9A-Za-z]{4}):([0-9A-Za-z_-]{43})");

  /** Reads the text; throws {@link IllegalArgumentException} where it is of another form. */
  public static HashedSecret parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no hash of a key; scripts/key-hash makes one");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(matcher.group(3));
    return new HashedSecret(new SecretHash(matcher.group(1), bytes), matcher.group(2));
  }

  /** The same as text. */
  @Override
  public String toString() {
    String bytes = Base64.getUrlEncoder().withoutPadding().encodeToString(hash.bytes());
    return "kgh:" + hash.pepperId() + ":" + lastFour + ":" + bytes;
  }
}
