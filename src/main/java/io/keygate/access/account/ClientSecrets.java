package io.keygate.access.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.mac.Sha256;
import io.keygate.platform.text.Base62;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Client secrets of service accounts: 256 random bits, so that nobody can guess, and a plain hash
 * is enough.
 */
final class ClientSecrets {
  private static final String PREFIX = "kgc_";
  private static final int DIGITS = 43;

  /** A hash of no secret. */
  static final String OF_NOBODY = "sha256$";

  private ClientSecrets() {}

  static String generate() {
    return PREFIX + Base62.random(DIGITS);
  }

  static String hash(String secret) {
    return OF_NOBODY + HexFormat.of().formatHex(Sha256.of(secret));
  }

  static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(hash(secret).getBytes(UTF_8), hash.getBytes(UTF_8));
  }
}
