package io.keygate.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** WildFly with Keygate in it, as a process of this machine; what it writes is in KEYGATE_HOME. */
final class Server {
  private static final Duration START_LIMIT = Duration.ofHours(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final LaunchSettings settings;
  private final Process process;
  private final Path console;

  private Server(LaunchSettings settings, Process process, Path console) {
    this.settings = settings;
    this.process = process;
    this.console = console;
  }

  /** Starts it; {@code database} has the KEYGATE_DB_* variables. */
  static Server start(LaunchSettings settings, Map<String, String> database) throws IOException {
    Path program = settings.distribution().resolve("server");
    Path base = settings.home().resolve("server");
    // NB: fresh at every start, so that an upgrade brings its own configuration and nothing is left
    // over.
    Folders.copy(program.resolve("standalone"), base);
    Path log = Files.createDirectories(settings.home().resolve("log"));
    Path console = log.resolve("console.log");
    var builder =
        new ProcessBuilder(
            List.of(
                program.resolve("bin").resolve("standalone.sh").toString(),
                // NB: a migration of large tables takes its time.
                "-Djboss.as.management.blocking.timeout=" + START_LIMIT.toSeconds(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.server.log.dir=" + log,
                "-Djboss.bind.address=" + settings.httpHost(),
                "-Djboss.http.port=" + settings.httpPort(),
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.management.http.port=" + settings.managementPort(),
                // NB: one port, one protocol; wildfly-config/tls.cli has a listener for each.
                "-Dkeygate.tls=" + (settings.tls() != null),
                "-Dkeygate.plain=" + (settings.tls() == null)));
    Map<String, String> environment = builder.environment();
    environment.put("JBOSS_HOME", program.toString());
    environment.put("KEYGATE_HOME", settings.home().toString());
    environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(
        "JAVA_OPTS", javaOptions(settings, environment.getOrDefault("KEYGATE_JAVA_OPTS", "")));
    environment.putAll(database);
    Tls tls = settings.tls();
    if (tls != null) {
      // NB: in the environment, for the list of processes shows arguments to everybody.
      String password = SecretFiles.randomText();
      environment.put("KEYGATE_TLS_STORE_PASSWORD", password);
      tls.writeKeyStore(base.resolve("configuration/keygate-tls.p12"), password);
    }
    // NB: blank is as if it were not set; the server would take it for a value.
    environment
        .entrySet()
        .removeIf(e -> e.getKey().startsWith("KEYGATE_") && e.getValue().isBlank());
    builder.redirectErrorStream(true).redirectOutput(console.toFile());
    return new Server(settings, builder.start(), console);
  }

  /** Waits until /health/ready is up; throws where the server gives up or takes too long. */
  void awaitReady() throws InterruptedException {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2));
    Tls tls = settings.tls();
    HttpClient client =
        (tls == null ? builder : builder.sslContext(tls.trustingOnlyThis())).build();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create(settings.localUrl() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(150, TimeUnit.MILLISECONDS)) {
        throw new LaunchException(
            "The server ended while starting. " + ConsoleLog.whatWentWrong(console));
      }
      if (ConsoleLog.deploymentFailed(console)) {
        throw new LaunchException(ConsoleLog.whatWentWrong(console));
      }
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not listening yet
      }
    }
    throw new LaunchException("The server is not ready after an hour; see " + console);
  }

  /** Waits until the process ends, and returns its exit status. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Stops it in good order; by force where it takes too long. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String javaOptions(LaunchSettings settings, String more) {
    return "-Xms64m -Xmx"
        + settings.heap()
        + " -XX:MaxMetaspaceSize=256m -XX:+ExitOnOutOfMemoryError"
        + " -Djava.awt.headless=true -Dorg.jboss.logmanager.nocolor=true"
        + " "
        + more;
  }
}
