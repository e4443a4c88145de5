package io.keygate.apikey;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.mac.MacKeyFile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets that key the hashes of keys; outside the database (design.md section 2): the file
 * {@code peppers} in KEYGATE_HOME, made at the first start, or the one that KEYGATE_PEPPER_FILE
 * names.
 */
@Shared
public class Peppers implements FeatureConfig {
  static final String VARIABLE = "KEYGATE_PEPPER_FILE";

  private final PepperFile file;

  @Inject
  Peppers(Settings settings, Home home) {
    String source =
        settings
            .text(VARIABLE)
            .map(Peppers::read)
            .orElseGet(() -> home.readOrCreate(PepperFile.NAME, MacKeyFile::newLine));
    try {
      file = PepperFile.parse(source);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          VARIABLE, "(or the file peppers in KEYGATE_HOME) " + e.getMessage());
    }
  }

  /** Their ids. */
  Set<String> ids() {
    return file.ids();
  }

  /** What a new key keeps of its secret. */
  HashedSecret hashed(Secret secret) {
    return file.hashed(secret);
  }

  /** The hashes that the secret has under each pepper, the newest first. */
  List<SecretHash> hashes(Secret secret) {
    return file.hashes(secret);
  }

  /** The id of the one that new secrets are derived from. */
  public String newest() {
    return file.newest();
  }

  /**
   * 32 bytes that follow from the pepper of this id and an ASCII text, so that nobody has to keep
   * them; empty where that pepper is not known. The text must be none that a key could have.
   */
  public Optional<byte[]> derived(String pepperId, String text) {
    return file.derived(pepperId, text);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new ConfigurationException(VARIABLE, "names a file that cannot be read: " + file);
    }
  }
}
