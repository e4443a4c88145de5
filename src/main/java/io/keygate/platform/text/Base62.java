package io.keygate.platform.text;

import java.security.SecureRandom;

/** Base 62 in the order {@code 0-9A-Za-z} (design.md section 2). */
public final class Base62 {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Base62() {}

  /** So many digits from a {@link SecureRandom}, each with the same probability. */
  public static String random(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** A number, most significant digit first, padded with {@code 0} to {@code length} digits. */
  public static String encode(long value, int length) {
    var digits = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    if (value < 0 || rest != 0) {
      throw new IllegalArgumentException(value + " does not fit into " + length + " digits");
    }
    return new String(digits);
  }

  /** Whether the character is one of the 62. */
  public static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
