package io.keygate.apikey;

import io.keygate.platform.text.Base62;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The full text of a key, {@code kg_<environment slug>_<30 base62><6 base62 checksum>} (design.md
 * section 2). Prints masked; the text itself comes out of {@link #expose} alone.
 */
public final class Secret {
  private static final String PREFIX = "kg_";
  private static final int RANDOM_DIGITS = 30;
  private static final int CHECKSUM_DIGITS = 6;
  private static final int TAIL = RANDOM_DIGITS + CHECKSUM_DIGITS;
  private static final int LONGEST_SLUG = 40;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A new secret for a stream of this environment. */
  static Secret generate(String environmentSlug) {
    String body = PREFIX + environmentSlug + "_" + Base62.random(RANDOM_DIGITS);
    return new Secret(body + checksum(body));
  }

  /** The secret, if the text has the form of one and its checksum is right; asks no database. */
  static Optional<Secret> parse(String text) {
    int separator = text.length() - TAIL - 1;
    if (separator <= PREFIX.length() || separator > PREFIX.length() + LONGEST_SLUG) {
      return Optional.empty();
    }
    if (!text.startsWith(PREFIX) || text.charAt(separator) != '_') {
      return Optional.empty();
    }
    for (int i = PREFIX.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = i < separator ? isSlugCharacter(c) : i == separator || Base62.isDigit(c);
      if (!allowed) {
        return Optional.empty();
      }
    }
    int end = text.length() - CHECKSUM_DIGITS;
    return checksum(text.substring(0, end)).equals(text.substring(end))
        ? Optional.of(new Secret(text))
        : Optional.empty();
  }

  /** How a key is shown everywhere but once: {@code kg_prd_…x7Qp}. */
  public static String masked(String environmentSlug, String lastFour) {
    return PREFIX + environmentSlug + "_…" + lastFour;
  }

  /** The text, for the one answer that shows it and for its hash. */
  public String expose() {
    return text;
  }

  /** Whether it was made for an environment with this slug. */
  boolean isOf(String environmentSlug) {
    return text.startsWith(PREFIX + environmentSlug + "_");
  }

  String lastFour() {
    return text.substring(text.length() - 4);
  }

  private static boolean isSlugCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.encode(crc.getValue(), CHECKSUM_DIGITS);
  }

  @Override
  public String toString() {
    return masked(text.substring(PREFIX.length(), text.length() - TAIL - 1), lastFour());
  }
}
