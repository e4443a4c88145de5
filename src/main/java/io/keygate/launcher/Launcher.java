package io.keygate.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts database and server, tells how to use them, and stops both when it is told to end. What
 * started last stops first; a start that fails leaves nothing running.
 */
public final class Launcher {
  private final LaunchSettings settings;
  private @Nullable EmbeddedDatabase database;
  private @Nullable Server server;
  private boolean stopping;

  private Launcher(LaunchSettings settings) {
    this.settings = settings;
  }

  /** Takes the folder that the build made; everything else comes from the variables of api.md. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    System.exit(run(Path.of(arguments[0])));
  }

  private static int run(Path distribution) throws InterruptedException, IOException {
    try {
      LaunchSettings settings = LaunchSettings.of(System.getenv(), distribution);
      try (FileChannel lockFile = lockFile(settings.home());
          FileLock lock = lockFile.tryLock()) {
        if (lock == null) {
          throw new LaunchException(
              "Another Keygate runs with KEYGATE_HOME " + settings.home() + " already");
        }
        Orphans.stop(settings.home());
        settings.checkPorts();
        return new Launcher(settings).run();
      }
    } catch (LaunchException e) {
      say("ERROR: " + e.getMessage());
      return 1;
    }
  }

  private int run() throws InterruptedException, IOException {
    var hook = new Thread(this::stop, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Map<String, String> access = startDatabase();
      say("Starting the server …");
      start(access);
      Server running = server;
      if (running == null) {
        return 0;
      }
      running.awaitReady();
      Welcome.print(settings);
      int status = running.awaitEnd();
      if (isStopping()) {
        return 0;
      }
      say("The server ended with status " + status + "; see " + settings.home().resolve("log"));
      return status == 0 ? 1 : status;
    } finally {
      stop();
    }
  }

  private Map<String, String> startDatabase() throws IOException, InterruptedException {
    String url = settings.databaseUrl();
    if (url != null) {
      say("Using the database of KEYGATE_DB_URL");
      NamedDatabase.check(url, System.getenv());
      return Map.of();
    }
    boolean first = !Files.exists(settings.home().resolve("database").resolve("data"));
    say(
        first
            ? "Installing the embedded database; this first time it takes about 20 seconds …"
            : "Starting the embedded database …");
    EmbeddedDatabase started =
        EmbeddedDatabase.start(settings.distribution(), settings.home(), settings.databasePort());
    watch(started);
    return Map.of(
        "KEYGATE_DB_URL", started.url(),
        "KEYGATE_DB_USER", started.user(),
        "KEYGATE_DB_PASSWORD", started.password());
  }

  private synchronized void start(Map<String, String> access) throws IOException {
    if (!stopping) {
      server = Server.start(settings, access);
    }
  }

  private synchronized void watch(EmbeddedDatabase started) {
    database = started;
    started.whenEnded(() -> startDatabaseAgain(started.port()));
  }

  /** A database that dies comes back by itself, on the same port; the server waits for it. */
  private synchronized void startDatabaseAgain(int port) {
    if (stopping) {
      return;
    }
    say("The database ended; starting it again …");
    try {
      watch(EmbeddedDatabase.start(settings.distribution(), settings.home(), port));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | LaunchException e) {
      say("ERROR: " + e.getMessage());
      database = null;
      stop();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    say("Stopping …");
    if (server != null) {
      server.stop();
    }
    if (database != null) {
      database.close();
    }
    say("Stopped");
  }

  private static FileChannel lockFile(Path home) throws IOException {
    return FileChannel.open(
        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  static void say(String line) {
    System.out.writeBytes(("keygate: " + line + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
