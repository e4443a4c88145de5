package io.keygate.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of api.md that the launcher needs itself, checked before anything starts.
 *
 * @param distribution the folder that the build made: {@code server} and {@code launcher} are in it
 * @param databaseUrl of a MariaDB server; null for the embedded one
 * @param databasePort of the embedded database; 0 for a free one
 * @param tls what HTTPS is spoken with; null for plain HTTP
 */
record LaunchSettings(
    Path distribution,
    Path home,
    String httpHost,
    int httpPort,
    int managementPort,
    @Nullable String databaseUrl,
    int databasePort,
    String heap,
    @Nullable Tls tls) {

  /** The user that may change the schema, where the application's own may not. */
  static final String MIGRATION_USER = "KEYGATE_DB_MIGRATION_USER";

  /** Its password. */
  static final String MIGRATION_PASSWORD = "KEYGATE_DB_MIGRATION_PASSWORD";

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
            databaseUrl(variables),
            variables.port("KEYGATE_DB_PORT", 0, 0),
            heap(variables),
            Tls.of(variables));
    variables.number("KEYGATE_HTTP_THREADS", 4, 10_000);
    variables.number("KEYGATE_DB_POOL", 2, 10_000);
    variables.number("KEYGATE_GATE_DB_POOL", 2, 10_000);
    variables.port("KEYGATE_SMTP_PORT", 25, 1);
    variables.yesOrNo("KEYGATE_SMTP_STARTTLS");
    boolean plainHttp = variables.yesOrNo("KEYGATE_ALLOW_PLAIN_HTTP");
    settings.check();
    if (!plainHttp && variables.text("KEYGATE_TRUSTED_PROXIES").isEmpty()) {
      settings.checkNobodyListensIn();
    }
    return settings;
  }

  /** Where this machine reaches the server; a certificate need not have this name. */
  String localUrl() {
    return url(localHost());
  }

  /** Where a browser or SDK reaches the server. */
  String url() {
    return url(tls == null ? localHost() : tls.hostLike(localHost()));
  }

  /** What curl needs on this machine to reach {@link #url}; each option with a space before it. */
  String curlOptions() {
    if (tls == null) {
      return "";
    }
    String trusted = " --cacert '" + tls.certificateFile().toString().replace("'", "'\\''") + "'";
    return url().equals(localUrl())
        ? trusted
        : trusted + " --connect-to ::" + bracketed(localHost()) + ":" + httpPort;
  }

  private String url(String host) {
    return (tls == null ? "http://" : "https://") + bracketed(host) + ":" + httpPort;
  }

  private String localHost() {
    boolean everywhere = httpHost.equals("0.0.0.0") || httpHost.equals("::");
    return everywhere || httpHost.equals("127.0.0.1") ? "localhost" : httpHost;
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
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

  /** Throws where keys and passwords would cross a network as plain text. */
  private void checkNobodyListensIn() {
    if (tls == null && !address("KEYGATE_HTTP_HOST", httpHost).isLoopbackAddress()) {
      throw new LaunchException(
          "KEYGATE_HTTP_HOST "
              + httpHost
              + " would carry keys and passwords over the network as plain text. Set "
              + Tls.CERTIFICATE
              + " and "
              + Tls.KEY
              + " for HTTPS; or KEYGATE_TRUSTED_PROXIES, where a proxy in front speaks HTTPS; or"
              + " KEYGATE_HTTP_HOST=127.0.0.1; or, where nobody can listen in,"
              + " KEYGATE_ALLOW_PLAIN_HTTP=true");
    }
  }

  /** Throws where a port is in use, naming its variable. */
  void checkPorts() {
    checkFree("KEYGATE_HTTP_PORT", "KEYGATE_HTTP_HOST", httpHost, httpPort);
    checkFree("KEYGATE_MANAGEMENT_PORT", "", "127.0.0.1", managementPort);
  }

  private static void checkFree(String variable, String hostVariable, String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(hostVariable, host), port));
    } catch (IOException e) {
      throw new LaunchException(
          variable + " " + port + " cannot be used on " + host + ": " + e.getMessage());
    }
  }

  private static InetAddress address(String variable, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new LaunchException(variable + " '" + host + "' is no address of this machine");
    }
  }

  private static @Nullable String databaseUrl(Variables variables) {
    String url = variables.text("KEYGATE_DB_URL").orElse(null);
    if (url != null && !url.startsWith("jdbc:mariadb://")) {
      throw new LaunchException(
          "KEYGATE_DB_URL must be like jdbc:mariadb://host:3306/database, not '" + url + "'");
    }
    if (url != null) {
      variables.required("KEYGATE_DB_USER");
      variables.required("KEYGATE_DB_PASSWORD");
    }
    if (variables.text(MIGRATION_USER).isPresent()
        || variables.text(MIGRATION_PASSWORD).isPresent()) {
      if (url == null) {
        throw new LaunchException(MIGRATION_USER + " is of use only with KEYGATE_DB_URL");
      }
      variables.required(MIGRATION_USER);
      variables.required(MIGRATION_PASSWORD);
    }
    return url;
  }

  private static String heap(Variables variables) {
    String heap = variables.text("KEYGATE_HEAP").orElse("768m");
    if (!heap.matches("[1-9][0-9]*[mMgG]")) {
      throw new LaunchException("KEYGATE_HEAP '" + heap + "' is not like 768m or 2g");
    }
    return heap;
  }
}
