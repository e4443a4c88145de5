package io.keygate.incontainer;

import io.keygate.launcher.EmbeddedDatabase;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jboss.arquillian.container.spi.event.SetupContainer;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Tells Arquillian of the server when it is about to start it: not before the first test that runs
 * inside, and never where there is none. Database and server have a fresh home in {@code
 * target/test-homes}; the server's log is there in {@code server/log}.
 */
public final class ServerSetup implements LoadableExtension {
  /** System property of the tests: the port of the relay that the server knows. */
  public static final String SMTP_PORT = "keygate.test.smtp-port";

  @Override
  public void register(ExtensionBuilder builder) {
    // NB: so that simplelogger.properties keeps its clients from telling of themselves.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    builder.observer(ServerSetup.class);
  }

  /** Starts the database, and gives the server its folders, ports and variables. */
  public void prepare(@Observes(precedence = 1) SetupContainer event)
      throws IOException, InterruptedException {
    Path home = RunningKeygate.freshHome();
    EmbeddedDatabase database = EmbeddedDatabase.start(Archives.DISTRIBUTION, home, 0);
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    int managementPort = RunningKeygate.freePort();
    event
        .getContainer()
        .getContainerConfiguration()
        .property("jbossHome", Archives.DISTRIBUTION.resolve("server").toString())
        .property("javaHome", System.getProperty("java.home"))
        // NB: gets a copy of the server's configuration, but not of its deployments.
        .property("cleanServerBaseDir", home.resolve("server").toString())
        .property("managementAddress", "127.0.0.1")
        .property("managementPort", Integer.toString(managementPort))
        .property(
            "jbossArguments",
            "\"-P=%s\" -Djboss.http.port=%d -Djboss.management.http.port=%d"
                .formatted(
                    variables(home, database).toUri(), RunningKeygate.freePort(), managementPort))
        .property("startupTimeoutInSeconds", "180")
        .property("outputToConsole", "false");
  }

  /**
   * Arquillian cannot set variables of the environment. System properties stand in for them, and
   * come before those that the shell may have.
   */
  private static Path variables(Path home, EmbeddedDatabase database) throws IOException {
    var properties = new Properties();
    properties.setProperty("keygate.home", home.toString());
    properties.setProperty("KEYGATE_HOME", home.toString());
    properties.setProperty("env.KEYGATE_DB_URL", database.url());
    properties.setProperty("env.KEYGATE_DB_USER", database.user());
    properties.setProperty("env.KEYGATE_DB_PASSWORD", database.password());
    // NB: nobody listens there unless a test does.
    String smtpPort = Integer.toString(RunningKeygate.freePort());
    System.setProperty(SMTP_PORT, smtpPort);
    Map.of(
            "KEYGATE_SMTP_HOST", "127.0.0.1",
            "KEYGATE_SMTP_PORT", smtpPort,
            "KEYGATE_MAIL_FROM", "keygate@example.org")
        .forEach(
            (variable, value) -> {
              properties.setProperty(variable, value);
              properties.setProperty("env." + variable, value);
            });
    Path file = home.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file;
  }
}
