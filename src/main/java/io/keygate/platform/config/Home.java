package io.keygate.platform.config;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * {@code KEYGATE_HOME}: the folder with everything that must survive, secrets in files of mode
 * 0600.
 */
@Shared
public class Home implements FeatureConfig {
  /** The variable that names it. */
  public static final String VARIABLE = "KEYGATE_HOME";

  private final Path folder;

  @Inject
  Home(Settings settings) {
    folder = settings.folder(VARIABLE).toAbsolutePath();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new ConfigurationException(VARIABLE, "is not a folder that Keygate may write to");
    }
  }

  /** The text of the file, made by {@code first} where there is none yet. Safe among processes. */
  public String readOrCreate(String name, Supplier<String> first) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        SecretFile.create(file, first.get());
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a file of mode 0600 that was not there, whole or not at all; one that is there stays.
   */
  public void create(String name, String text) {
    try {
      SecretFile.create(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of mode 0600, made empty where it was not there, for who writes to it by itself. */
  public Path secretFile(String name) {
    create(name, "");
    return folder.resolve(name);
  }

  /** A folder in it, which need not be there. */
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /** Removes the file if it is there. */
  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
