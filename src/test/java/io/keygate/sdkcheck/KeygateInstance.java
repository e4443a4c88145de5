package io.keygate.sdkcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Keygate with a home, ports and password of its own, started as the README says. */
final class KeygateInstance implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("target/sdk-check").toAbsolutePath();
  private static final Path LOG = DIRECTORY.resolve("keygate.log");
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final long STOP_LIMIT_SECONDS = 60;
  private static final long POLL_MILLIS = 250;

  private final Process process;
  private final int port;
  private final String password;

  private KeygateInstance(Process process, int port, String password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /** Answers when it is ready. */
  static KeygateInstance start() throws IOException, InterruptedException {
    Path home = DIRECTORY.resolve("home");
    delete(home);
    Files.createDirectories(home);
    String password = UUID.randomUUID().toString();
    int port;
    int managementPort;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      port = one.getLocalPort();
      managementPort = other.getLocalPort();
    }
    ProcessBuilder launcher =
        new ProcessBuilder(Path.of("scripts/run").toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    launcher.environment().keySet().removeIf(KeygateInstance::isConfiguration);
    launcher
        .environment()
        .putAll(
            Map.of(
                "KEYGATE_HOME", home.toString(),
                "KEYGATE_HTTP_PORT", String.valueOf(port),
                "KEYGATE_MANAGEMENT_PORT", String.valueOf(managementPort),
                "KEYGATE_ADMIN_PASSWORD", password));
    System.out.println("Starting Keygate on port " + port + " ...");
    KeygateInstance instance = new KeygateInstance(launcher.start(), port, password);
    Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
    instance.awaitReady();
    return instance;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  String adminPassword() {
    return password;
  }

  /** What configures another installation, its database for instance, is not for this one. */
  private static boolean isConfiguration(String variable) {
    return variable.startsWith("KEYGATE_") || variable.startsWith("MP_JWT_");
  }

  private void awaitReady() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Http http = new Http(baseUrl());
    while (!http.answers("/health/ready")) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Keygate ended while starting:\n" + Shell.tail(LOG));
      }
      if (System.nanoTime() - start > START_LIMIT.toNanos()) {
        close();
        throw new IllegalStateException("Keygate did not become ready:\n" + Shell.tail(LOG));
      }
    }
    System.out.println(
        "Ready after " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
  }

  @Override
  public void close() {
    var descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    descendants.forEach(ProcessHandle::destroy);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
