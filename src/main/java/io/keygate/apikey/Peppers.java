package io.keygate.apikey;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.text.Base62;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that key the hashes of keys; outside the database (design.md section 2). A file with
 * a line {@code <id> <base64 of at least 32 bytes>} for each, the newest last: {@code peppers} in
 * KEYGATE_HOME, made at the first start, or the file that KEYGATE_PEPPER_FILE names.
 */
@Shared
public class Peppers implements FeatureConfig {
  static final String VARIABLE = "KEYGATE_PEPPER_FILE";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final List<Pepper> newestFirst;

  private record Pepper(String id, SecretKeySpec key) {}

  /** The keyed hash of a secret under one pepper. */
  record Hash(String pepperId, byte[] bytes) {}

  @Inject
  Peppers(Settings settings, Home home) {
    String source = settings.text(VARIABLE).map(Peppers::read).orElseGet(() -> own(home));
    newestFirst = parse(source);
  }

  /** Their ids. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    newestFirst.forEach(pepper -> ids.add(pepper.id()));
    return ids;
  }

  /** What a new key keeps of its secret. */
  HashedSecret hashed(Secret secret) {
    return new HashedSecret(hash(newestFirst.get(0), secret), secret.lastFour());
  }

  /** The hashes that the secret has under each pepper, the newest first. */
  List<Hash> hashes(Secret secret) {
    List<Hash> hashes = new ArrayList<>(newestFirst.size());
    for (Pepper pepper : newestFirst) {
      hashes.add(hash(pepper, secret));
    }
    return hashes;
  }

  private static Hash hash(Pepper pepper, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(pepper.key());
      return new Hash(
          pepper.id(), mac.doFinal(secret.expose().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static String own(Home home) {
    return home.readOrCreate(
        "peppers",
        () -> {
          byte[] bytes = new byte[BYTES];
          new SecureRandom().nextBytes(bytes);
          return Base62.random(8) + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        });
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new ConfigurationException(VARIABLE, "names a file that cannot be read: " + file);
    }
  }

  private static List<Pepper> parse(String source) {
    List<Pepper> peppers = new ArrayList<>();
    for (String line : source.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      String[] parts = line.split("\\s+", -1);
      if (parts.length != 2 || parts[0].length() > 16) {
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
    return List.copyOf(peppers);
  }

  // NB: the line itself is not in the message; it is a secret.
  private static ConfigurationException wrong() {
    return new ConfigurationException(
        VARIABLE,
        "(or the file peppers in KEYGATE_HOME) must have lines of an id of at most 16 characters"
            + " and the base64 of at least 32 bytes");
  }
}
