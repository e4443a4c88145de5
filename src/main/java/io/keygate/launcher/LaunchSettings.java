package io.keygate.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The variables of api.md that the launcher needs itself, checked before anything starts.
 *
 * @param distribution the folder that the build made: {@code server} and {@code launcher} are in it
 * @param databaseUrl of a MariaDB server; null for the embedded one
 * @param databasePort of the embedded database; 0 for a free one
 */
record LaunchSettings(
    Path distribution,
    Path home,
    String httpHost,
    int httpPort,
    int managementPort,
    @Nullable String databaseUrl,
    int databasePort,
    String heap) {

  /** The user that may change the schema, where the application's own may not. */
  static final String MIGRATION_USER = "KEYGATE_DB_MIGRATION_USER";

  /** Its password. */
  static final String MIGRATION_PASSWORD = "KEYGATE_DB_MIGRATION_PASSWORD";

  private static final int LAST_PORT = 65_535;

  static LaunchSettings of(Map<String, String> environment, Path distribution) {
    var variables = new Variables(environment);
    Path home = Path.of(variables.required("KEYGATE_HOME")).toAbsolutePath().normalize();
    var settings =
        new LaunchSettings(
            distribution,
            home,
            variables.text("KEYGATE_HTTP_HOST").orElse("127.0.0.1"),
            variables.port("KEYGATE_HTTP_PORT", 8080, 1),
            variables.port("KEYGATE_MANAGEMENT_PORT", 9990, 1),
            variables.databaseUrl(),
            variables.port("KEYGATE_DB_PORT", 0, 0),
            variables.heap());
    variables.number("KEYGATE_HTTP_THREADS", 4, 10_000);
    variables.number("KEYGATE_DB_POOL", 2, 10_000);
    variables.number("KEYGATE_GATE_DB_POOL", 2, 10_000);
    variables.port("KEYGATE_SMTP_PORT", 25, 1);
    variables.yesOrNo("KEYGATE_SMTP_STARTTLS");
    settings.check();
    return settings;
  }

  /** Where a browser or SDK on this machine reaches the server. */
  String localUrl() {
    boolean everywhere = httpHost.equals("0.0.0.0") || httpHost.equals("::");
    String host = everywhere || httpHost.equals("127.0.0.1") ? "localhost" : httpHost;
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + httpPort;
  }

  private void check() {
    if (httpPort == managementPort) {
      throw new LaunchException(
          "KEYGATE_MANAGEMENT_PORT and KEYGATE_HTTP_PORT are both " + httpPort);
    }
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new LaunchException("KEYGATE_HOME " + home + " cannot be made: " + e.getMessage());
    }
  }

  /** Throws where a port is in use, naming its variable. */
  void checkPorts() {
    checkFree("KEYGATE_HTTP_PORT", "KEYGATE_HTTP_HOST", httpHost, httpPort);
    checkFree("KEYGATE_MANAGEMENT_PORT", "", "127.0.0.1", managementPort);
  }

  private static void checkFree(String variable, String hostVariable, String host, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new LaunchException(hostVariable + " '" + host + "' is no address of this machine");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new LaunchException(
          variable + " " + port + " cannot be used on " + host + ": " + e.getMessage());
    }
  }

  private record Variables(Map<String, String> environment) {
    Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name))
          .map(String::strip)
          .filter(s -> !s.isEmpty());
    }

    String required(String name) {
      return text(name).orElseThrow(() -> new LaunchException(name + " is not set"));
    }

    /** Checks what goes to the server as it is. */
    void number(String name, int least, int most) {
      text(name)
          .filter(value -> !isNumber(value, least, most))
          .ifPresent(
              value -> {
                throw new LaunchException(
                    name + " '" + value + "' is not a number from " + least + " to " + most);
              });
    }

    /** Checks what goes to the server as it is. */
    void yesOrNo(String name) {
      text(name)
          .filter(value -> !value.equals("true") && !value.equals("false"))
          .ifPresent(
              value -> {
                throw new LaunchException(name + " must be true or false, not '" + value + "'");
              });
    }

    private static boolean isNumber(String value, int least, int most) {
      return value.matches("[0-9]{1,6}")
          && Integer.parseInt(value) >= least
          && Integer.parseInt(value) <= most;
    }

    int port(String name, int fallback, int least) {
      Optional<String> value = text(name);
      if (value.isEmpty()) {
        return fallback;
      }
      try {
        int port = Integer.parseInt(value.get());
        if (port >= least && port <= LAST_PORT) {
          return port;
        }
      } catch (NumberFormatException e) {
        // said below, with the name
      }
      throw new LaunchException(
          name + " '" + value.get() + "' is not a port from " + least + " to " + LAST_PORT);
    }

    @Nullable String databaseUrl() {
      String url = text("KEYGATE_DB_URL").orElse(null);
      if (url != null && !url.startsWith("jdbc:mariadb://")) {
        throw new LaunchException(
            "KEYGATE_DB_URL must be like jdbc:mariadb://host:3306/database, not '" + url + "'");
      }
      if (url != null) {
        required("KEYGATE_DB_USER");
        required("KEYGATE_DB_PASSWORD");
      }
      if (text(MIGRATION_USER).isPresent() || text(MIGRATION_PASSWORD).isPresent()) {
        if (url == null) {
          throw new LaunchException(MIGRATION_USER + " is of use only with KEYGATE_DB_URL");
        }
        required(MIGRATION_USER);
        required(MIGRATION_PASSWORD);
      }
      return url;
    }

    String heap() {
      String heap = text("KEYGATE_HEAP").orElse("768m");
      if (!heap.matches("[1-9][0-9]*[mMgG]")) {
        throw new LaunchException("KEYGATE_HEAP '" + heap + "' is not like 768m or 2g");
      }
      return heap;
    }
  }
}
