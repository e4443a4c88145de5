package io.keygate.platform.mac;

import io.keygate.platform.text.Base62;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys for HMAC-SHA-256 as a file holds them: a line {@code <id> <base64 of at least 32 bytes>} for
 * each, the newest last. Needs no server.
 */
public final class MacKeyFile {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int LONGEST_ID = 16;

  private final List<Entry> newestFirst;
  private final List<String> ids;

  private record Entry(String id, SecretKeySpec key) {
    byte[] mac(byte[] message) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        return mac.doFinal(message);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
      }
    }
  }

  private MacKeyFile(List<Entry> newestFirst) {
    this.newestFirst = newestFirst;
    this.ids = newestFirst.stream().map(Entry::id).toList();
  }

  /** A line with a new key, with its end. */
  public static String newLine() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base62.random(8) + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
  }

  /** Reads it; throws {@link IllegalArgumentException} where it is of another form. */
  public static MacKeyFile parse(String source) {
    List<Entry> entries = new ArrayList<>();
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
      entries.add(0, new Entry(parts[0], new SecretKeySpec(bytes, ALGORITHM)));
    }
    if (entries.isEmpty()) {
      throw wrong();
    }
    return new MacKeyFile(List.copyOf(entries));
  }

  // NB: the line itself is not in the message; it is a secret.
  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "must have lines of an id of at most 16 characters and the base64 of at least 32 bytes");
  }

  /** The ids of its keys. */
  public Set<String> ids() {
    return Set.copyOf(ids);
  }

  /** The ids of its keys, the newest first. */
  public List<String> newestFirst() {
    return ids;
  }

  /** The id of the newest one. */
  public String newest() {
    return newestFirst.get(0).id();
  }

  /** The message's MAC under the key with this id; empty where there is none. */
  public Optional<byte[]> mac(String id, byte[] message) {
    for (Entry entry : newestFirst) {
      if (entry.id().equals(id)) {
        return Optional.of(entry.mac(message));
      }
    }
    return Optional.empty();
  }
}
