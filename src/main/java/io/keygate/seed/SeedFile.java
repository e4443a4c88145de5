package io.keygate.seed;

import static java.util.Objects.requireNonNull;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.NamedLock;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Applies KEYGATE_SEED_FILE at start, on one node at a time. */
@Shared
class SeedFile implements FeatureConfig {
  private static final Logger log = Logger.getLogger(SeedFile.class);
  private static final String VARIABLE = "KEYGATE_SEED_FILE";
  private static final int AFTER_ALL_OTHERS = 10_000;

  /** Shorter than the driver waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int ROUNDS = 12;

  private final Optional<Path> file;
  private final Seeding seeding;
  private final Database database;

  @Inject
  SeedFile(Settings settings, Seeding seeding, Database database) {
    this.file = settings.text(VARIABLE).map(Path::of);
    this.seeding = seeding;
    this.database = database;
  }

  void apply(@Observes @Priority(AFTER_ALL_OTHERS) SchemaReady ready) throws SQLException {
    if (file.isEmpty()) {
      return;
    }
    for (int round = 1; !applied(file.get(), round == ROUNDS); round++) {
      // NB: another node is at it, or was faster; what it has made is there the next time.
      log.infof("The seed file is being applied by another node; round %d of %d", round, ROUNDS);
    }
  }

  /** Whether it is applied now; false where another node is in the way and there is another try. */
  private boolean applied(Path file, boolean last) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, "seed", PATIENCE)) {
      if (!lock.isHeld()) {
        if (last) {
          throw new ConfigurationException(
              VARIABLE, "is being applied by another node for too long");
        }
        return false;
      }
      int made = seeding.apply(read(file), requireNonNull(file.toAbsolutePath().getParent()));
      log.infof("The seed file is applied: %d things were missing and are there now", made);
      return true;
    } catch (SeedException e) {
      throw new ConfigurationException(VARIABLE, file + ", " + e.text());
    } catch (RuntimeException e) {
      boolean otherNode =
          DatabaseErrors.isConcurrentChange(e) || DatabaseErrors.violatedConstraint(e) != null;
      if (last || !otherNode) {
        throw e;
      }
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(VARIABLE, "names a file that cannot be read: " + file);
    }
  }
}
