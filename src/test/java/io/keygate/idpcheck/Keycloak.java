package io.keygate.idpcheck;

import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Keycloak process in development mode, with a database and a port of its own. */
final class Keycloak implements AutoCloseable {
  private static final Path HOME = Path.of("target/idp-check/home").toAbsolutePath();
  private static final Path LOG = HOME.resolveSibling("keycloak.log");
  private static final String PASSWORD = "a password for the check alone";
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final long STOP_LIMIT_SECONDS = 30;

  /** Small and soon there; half a minute of load needs no better code. */
  private static final String JAVA_OPTS =
      "-Xms64m -Xmx384m -XX:MaxMetaspaceSize=256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
          + " -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8";

  private final Distribution distribution;
  private final int port;
  private @Nullable Process process;
  private @Nullable Leash leash;

  private Keycloak(Distribution distribution, int port) {
    this.distribution = distribution;
    this.port = port;
  }

  /** A new one, without any realm but its own, when it is ready. */
  static Keycloak start(Distribution distribution) throws IOException {
    Folders.delete(HOME);
    Files.createDirectories(HOME);
    var keycloak = new Keycloak(distribution, RunningKeygate.freePort());
    Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
    keycloak.start();
    distribution.keep();
    return keycloak;
  }

  /** Starts it on the same port and with all that it knew, and waits until it is ready. */
  void start() throws IOException {
    long began = System.nanoTime();
    var builder =
        new ProcessBuilder(
            List.of(
                "/bin/sh",
                distribution.program().toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + url()));
    builder.environment().keySet().removeIf(Keycloak::isConfiguration);
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                JAVA_OPTS,
                "KC_DB_URL",
                "jdbc:h2:file:"
                    + HOME.resolve("keycloak")
                    + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD));
    Process started = builder.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
    process = started;
    leash = Leash.of(started);
    Await.until("Keycloak is up", START_LIMIT, () -> isReady(started));
    System.out.println(
        "Keycloak is ready after "
            + Duration.ofNanos(System.nanoTime() - began).toSeconds()
            + " s at "
            + url());
  }

  /** What configures another installation is not for this one. */
  private static boolean isConfiguration(String variable) {
    return variable.startsWith("KC_")
        || variable.startsWith("KEYCLOAK_")
        || variable.startsWith("QUARKUS_")
        || variable.startsWith("JAVA_")
        || variable.startsWith("DEBUG");
  }

  private boolean isReady(Process started) throws IOException {
    if (!started.isAlive()) {
      throw new IllegalStateException("Keycloak did not start:\n" + Folders.tail(LOG));
    }
    try {
      return client().get("/realms/master/.well-known/openid-configuration").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The base of its URLs. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  Client client() {
    return new Client(url());
  }

  /** A client with the rights of its administrator, for a minute. */
  Client admin() {
    Answer answer =
        client()
            .post(
                "/realms/master/protocol/openid-connect/token",
                Form.TYPE,
                Form.of(
                        Map.of(
                            "grant_type", "password",
                            "client_id", "admin-cli",
                            "username", "admin",
                            "password", PASSWORD))
                    .getBytes(StandardCharsets.US_ASCII))
            .expect(200);
    return client().bearer(answer.json().path("access_token").asText());
  }

  /** Ends it as TERM does, and waits until it is gone. */
  synchronized void stop() {
    if (process == null) {
      return;
    }
    var descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    // Configuring itself it is a child of its script
    descendants.forEach(ProcessHandle::destroyForcibly);
    process = null;
    if (leash != null) {
      leash.close();
      leash = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
