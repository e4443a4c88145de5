package io.keygate.testing;

import io.keygate.launcher.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keygate as a user runs it: the launcher as a process, with home and ports of its own. */
public final class RunningKeygate implements AutoCloseable {
  /** The administrator's password where the test names none. */
  public static final String PASSWORD = "correct horse battery";

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("keygate.distribution", "target")).toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static @Nullable RunningKeygate shared;

  private final Path home;
  private final Map<String, String> variables;
  private final int httpPort;
  private final int databasePort;
  private Process process;

  private RunningKeygate(
      Path home, Map<String, String> variables, int httpPort, int databasePort, Process process) {
    this.home = home;
    this.variables = variables;
    this.httpPort = httpPort;
    this.databasePort = databasePort;
    this.process = process;
  }

  /** The one that most tests share; ends with the test run. */
  public static synchronized RunningKeygate shared() {
    if (shared == null) {
      RunningKeygate started = start(freshHome(), Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /** A folder below target that is not there yet. */
  public static Path freshHome() {
    try {
      Path homes = Files.createDirectories(DISTRIBUTION.resolve("test-homes"));
      return Files.createTempDirectory(homes, "home-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one and waits until it is ready. */
  public static RunningKeygate start(Path home, Map<String, String> more) {
    RunningKeygate keygate = launch(home, more);
    keygate.awaitReady();
    return keygate;
  }

  /** Starts one and does not wait. */
  public static RunningKeygate launch(Path home, Map<String, String> more) {
    int databasePort = freePort();
    Map<String, String> variables = new HashMap<>();
    variables.put("KEYGATE_HOME", home.toString());
    variables.put("KEYGATE_HTTP_PORT", Integer.toString(freePort()));
    variables.put("KEYGATE_MANAGEMENT_PORT", Integer.toString(freePort()));
    variables.put("KEYGATE_DB_PORT", Integer.toString(databasePort));
    variables.put("KEYGATE_ADMIN_PASSWORD", PASSWORD);
    variables.putAll(more);
    int httpPort = Integer.parseInt(variables.getOrDefault("KEYGATE_HTTP_PORT", "0"));
    return new RunningKeygate(home, variables, httpPort, databasePort, process(home, variables));
  }

  private static Process process(Path home, Map<String, String> variables) {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-cp",
            DISTRIBUTION.resolve("launcher/lib") + "/*",
            Launcher.class.getName(),
            DISTRIBUTION.toString());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("KEYGATE_") || name.startsWith("MP_"));
    variables.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            builder.environment().put(name, value);
          }
        });
    try {
      Files.createDirectories(home);
      builder.redirectErrorStream(true).redirectOutput(output(home).toFile());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again with the same home and ports, after it has ended. */
  public void startAgain() {
    process = process(home, variables);
    awaitReady();
  }

  /** The base of its URLs. */
  public String url() {
    return (certificate() == null ? "http" : "https") + "://localhost:" + httpPort;
  }

  /** A client of it; of its certificate and no other where it speaks HTTPS. */
  public Client client() {
    String certificate = certificate();
    return certificate == null
        ? new Client(url())
        : Client.over(TestCertificate.trusting(Path.of(certificate)), url());
  }

  private @Nullable String certificate() {
    return variables.get("KEYGATE_TLS_CERT");
  }

  public Path home() {
    return home;
  }

  /** What the launcher has printed since its last start. */
  public String output() {
    try {
      return Files.readString(output(home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection to its embedded database. */
  public Connection database() throws SQLException {
    try {
      String password = Files.readString(home.resolve("database-password")).strip();
      String url = "jdbc:mariadb://127.0.0.1:" + databasePort + "/keygate";
      return DriverManager.getConnection(url, "keygate", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Variables of another node on the same database, which can live as long as this one. */
  public Map<String, String> forAnotherNode() {
    try {
      return Map.of(
          "KEYGATE_DB_URL",
          "jdbc:mariadb://127.0.0.1:" + databasePort + "/keygate",
          "KEYGATE_DB_USER",
          "keygate",
          "KEYGATE_DB_PASSWORD",
          Files.readString(home.resolve("database-password")).strip(),
          "KEYGATE_DB_PORT",
          "",
          "KEYGATE_PEPPER_FILE",
          home.resolve("peppers").toString(),
          "KEYGATE_AUDIT_KEY_FILE",
          home.resolve("audit-keys").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of the server, WildFly's JVM. */
  public ProcessHandle server() {
    return child("-Djboss.server.base.dir=");
  }

  /** The process of the embedded database. */
  public ProcessHandle databaseProcess() {
    return child("--datadir=");
  }

  /** The launcher's process. */
  public Process launcher() {
    return process;
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it as TERM does, and waits. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Waits until the launcher has ended; returns its exit status. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher does not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until the launcher says that it is up, and a client finds that it is. */
  public void awaitReady() {
    awaitWelcome();
    client().get("/health/ready").expect(200);
  }

  /** Waits until the launcher says that it is up; fails early where it has ended. */
  public void awaitWelcome() {
    Await.until(
        "Keygate is up",
        LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("Keygate did not start:\n" + output());
          }
          return output().contains("Stop with Ctrl-C");
        });
  }

  /** A port that nobody listens on. */
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle child(String argument) {
    List<ProcessHandle> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(
            p ->
                List.of(p.info().arguments().orElse(new String[0])).stream()
                    .anyMatch(a -> a.startsWith(argument + home + "/")))
        .filter(p -> !p.info().command().orElse("").endsWith("sh"))
        .forEach(found::add);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " processes with " + argument + home);
    }
    return found.get(0);
  }

  private static Path output(Path home) {
    return home.resolveSibling(home.getFileName() + ".out");
  }
}
