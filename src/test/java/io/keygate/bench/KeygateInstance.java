package io.keygate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Keygate with a home, ports and password of its own, started by {@code scripts/run}. */
final class KeygateInstance implements AutoCloseable {
  private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();
  private static final Path HOME = FOLDER.resolve("home");
  private static final Path LOG = FOLDER.resolve("keygate.log");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long STOP_LIMIT_SECONDS = 60;

  /** Variables that would make it another instance than the one that is measured. */
  private static final List<String> NOT_PASSED_ON =
      List.of("KEYGATE_DB_URL", "KEYGATE_DB_USER", "KEYGATE_DB_PASSWORD", "KEYGATE_HTTP_HOST");

  private final Process process;
  private final int port;
  private final int databasePort;
  private final String password;

  private KeygateInstance(Process process, int port, int databasePort, String password) {
    this.process = process;
    this.port = port;
    this.databasePort = databasePort;
    this.password = password;
  }

  /** Answers when it is ready. */
  static KeygateInstance start() throws IOException, InterruptedException {
    delete(HOME);
    Files.createDirectories(HOME);
    int[] ports = freePorts();
    String password = UUID.randomUUID().toString();
    var launcher =
        new ProcessBuilder(Path.of("scripts/run").toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    Map<String, String> environment = launcher.environment();
    environment.keySet().removeAll(NOT_PASSED_ON);
    environment.put("KEYGATE_HOME", HOME.toString());
    environment.put("KEYGATE_HTTP_PORT", String.valueOf(ports[0]));
    environment.put("KEYGATE_MANAGEMENT_PORT", String.valueOf(ports[1]));
    environment.put("KEYGATE_DB_PORT", String.valueOf(ports[2]));
    environment.put("KEYGATE_ADMIN_PASSWORD", password);
    environment.put("JBOSS_PIDFILE", serverPidFile().toString());
    var instance = new KeygateInstance(launcher.start(), ports[0], ports[2], password);
    Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
    instance.awaitAnswer("/health/ready");
    return instance;
  }

  /** Where everything of it is. */
  static Path home() {
    return HOME;
  }

  int port() {
    return port;
  }

  String adminPassword() {
    return password;
  }

  SpanTable spanTable() throws IOException {
    return new SpanTable(databasePort, Files.readString(HOME.resolve("database-password")).strip());
  }

  Path deployments() {
    return HOME.resolve("server").resolve("deployments");
  }

  long serverPid() throws IOException {
    return pid(serverPidFile());
  }

  long databasePid() throws IOException {
    return pid(HOME.resolve("database").resolve("mariadbd.pid"));
  }

  /** Waits until the path is answered with 200. */
  void awaitAnswer(String path) throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
        throw new CannotMeasureException("Keygate ended by itself; see " + LOG);
      }
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not yet
      }
    }
    throw new CannotMeasureException(path + " was never answered with 200; see " + LOG);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path serverPidFile() {
    return HOME.resolve("server.pid");
  }

  private static long pid(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var one = new ServerSocket(0, 1, loopback);
        var two = new ServerSocket(0, 1, loopback);
        var three = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort()};
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
