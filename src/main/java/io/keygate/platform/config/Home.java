package io.keygate.platform.config;

import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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
        create(file, first.get());
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
      create(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the file if it is there. */
  public void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary =
        Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new", onlyOwner(file));
    try {
      try (var channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      try {
        Files.createLink(file, temporary);
      } catch (FileAlreadyExistsException e) {
        // another process was first; its file counts
      } catch (UnsupportedOperationException e) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static FileAttribute<?>[] onlyOwner(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
