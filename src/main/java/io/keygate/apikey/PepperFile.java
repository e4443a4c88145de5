package io.keygate.apikey;

import io.keygate.platform.mac.MacKeyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The secrets that key the hashes of keys, as a file holds them. */
final class PepperFile {
  /** Its name in KEYGATE_HOME. */
  static final String NAME = "peppers";

  private final MacKeyFile file;

  private PepperFile(MacKeyFile file) {
    this.file = file;
  }

  /** Reads it; throws {@link IllegalArgumentException} where it is of another form. */
  static PepperFile parse(String source) {
    return new PepperFile(MacKeyFile.parse(source));
  }

  Set<String> ids() {
    return file.ids();
  }

  /** What a new key keeps of its secret. */
  HashedSecret hashed(Secret secret) {
    return new HashedSecret(hash(file.newest(), secret), secret.lastFour());
  }

  /** The hashes that the secret has under each pepper, the newest first. */
  List<SecretHash> hashes(Secret secret) {
    return file.newestFirst().stream().map(id -> hash(id, secret)).toList();
  }

  String newest() {
    return file.newest();
  }

  /** Empty where there is no pepper of this id. */
  Optional<byte[]> derived(String pepperId, String text) {
    return file.mac(pepperId, text.getBytes(StandardCharsets.US_ASCII));
  }

  private SecretHash hash(String pepperId, Secret secret) {
    byte[] bytes = secret.expose().getBytes(StandardCharsets.US_ASCII);
    return new SecretHash(pepperId, file.mac(pepperId, bytes).orElseThrow());
  }
}
