package io.keygate.apikey;

import io.keygate.platform.text.Base62;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that key the hashes of keys, as a file holds them: a line {@code <id> <base64 of at
 * least 32 bytes>} for each, the newest last.
 */
final class PepperFile {
  /** Its name in KEYGATE_HOME. */
  static final String NAME = "peppers";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int LONGEST_ID = 16;

  private final List<Pepper> newestFirst;

  private record Pepper(String id, SecretKeySpec key) {}

  private PepperFile(List<Pepper> newestFirst) {
    this.newestFirst = newestFirst;
  }

  /** The text of a file with one new pepper. */
  static String withNewPepper() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base62.random(8) + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  /** Reads it; throws {@link IllegalArgumentException} where it is of another form. */
  static PepperFile parse(String source) {
    List<Pepper> peppers = new ArrayList<>();
    for (String line : source.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      String[] parts = line.split("\\s+", -1);
      if (parts.length != 2 || !parts[0].matches("[0-9A-Za-z._-]{1," + LONGEST_ID + "}")) {
        throw wrong();
      }
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(parts[1]);
      } catch (IllegalArgumentException e) {
        throw wrong();
      }
      if (bytes.length < BYTES) {
        throw wrong();
      }
      peppers.add(0, new Pepper(parts[0], new SecretKeySpec(bytes, ALGORITHM)));
    }
    if (peppers.isEmpty()) {
      throw wrong();
    }
    return new PepperFile(List.copyOf(peppers));
  }

  // NB: the line itself is not in the message; it is a secret.
  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "must have lines of an id of at most 16 characters and the base64 of at least 32 bytes");
  }

  Set<String> ids() {
    return newestFirst.stream().map(Pepper::id).collect(Collectors.toSet());
  }

  /** What a new key keeps of its secret. */
  HashedSecret hashed(Secret secret) {
    return new HashedSecret(hash(newestFirst.get(0), secret), secret.lastFour());
  }

  /** The hashes that the secret has under each pepper, the newest first. */
  List<SecretHash> hashes(Secret secret) {
    List<SecretHash> hashes = new ArrayList<>(newestFirst.size());
    for (Pepper pepper : newestFirst) {
      hashes.add(hash(pepper, secret));
    }
    return hashes;
  }

  private static SecretHash hash(Pepper pepper, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(pepper.key());
      byte[] bytes = secret.expose().getBytes(StandardCharsets.US_ASCII);
      return new SecretHash(pepper.id(), mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
