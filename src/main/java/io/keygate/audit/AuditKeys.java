package io.keygate.audit;

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

/**
 * The keys of the chains; outside the database: the file {@code audit-keys} in KEYGATE_HOME, made
 * at the first start, or the one that KEYGATE_AUDIT_KEY_FILE names. The newest, which is the last
 * one, is the one that the chains are to be under.
 */
@Shared
class AuditKeys implements FeatureConfig {
  static final String VARIABLE = "KEYGATE_AUDIT_KEY_FILE";
  private static final String NAME = "audit-keys";

  private final MacKeyFile file;

  @Inject
  AuditKeys(Settings settings, Home home) {
    String source =
        settings
            .text(VARIABLE)
            .map(AuditKeys::read)
            .orElseGet(() -> home.readOrCreate(NAME, MacKeyFile::newLine));
    try {
      file = MacKeyFile.parse(source);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          VARIABLE, "(or the file " + NAME + " in KEYGATE_HOME) " + e.getMessage());
    }
  }

  MacKeyFile file() {
    return file;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new ConfigurationException(VARIABLE, "names a file that cannot be read: " + file);
    }
  }
}
