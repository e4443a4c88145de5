package io.keygate.audit;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the trail goes besides the database. */
@Shared
class AuditConfig implements FeatureConfig {
  private static final String MAIL = "KEYGATE_AUDIT_MAIL_TO";
  private static final String FILE = "KEYGATE_AUDIT_FILE";
  private static final String ENDPOINT = "KEYGATE_AUDIT_OTLP_ENDPOINT";
  private static final String HEADERS = "KEYGATE_AUDIT_OTLP_HEADERS";

  private final List<String> mailTo;
  private final Optional<Path> file;
  private final Optional<URI> endpoint;
  private final Map<String, String> headers;

  @Inject
  AuditConfig(Settings settings) {
    mailTo =
        settings
            .text(MAIL)
            .map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    for (String address : mailTo) {
      if (!address.matches("[^\\s@<>]+@[^\\s@<>]+")) {
        throw new ConfigurationException(MAIL, "'" + address + "' is no mail address");
      }
    }
    if (!mailTo.isEmpty() && settings.text("KEYGATE_SMTP_HOST").isEmpty()) {
      throw new ConfigurationException(MAIL, "is of use only with KEYGATE_SMTP_HOST");
    }
    file = settings.text(FILE).map(text -> Path.of(text).toAbsolutePath());
    if (file.map(Path::getParent).filter(folder -> !Files.isDirectory(folder)).isPresent()) {
      throw new ConfigurationException(FILE, "is in a folder that is not there");
    }
    endpoint =
        settings.text(ENDPOINT).isEmpty()
            ? Optional.empty()
            : Optional.of(URI.create(settings.url(ENDPOINT, "")));
    headers = headers(settings.text(HEADERS).orElse(""));
  }

  // NB: the text itself is not in the message; it may hold a token.
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (!name.matches("[A-Za-z0-9-]+")) {
        throw new ConfigurationException(HEADERS, "must be like name=value,name=value");
      }
      headers.put(name, pair.substring(equals + 1).strip());
    }
    return headers;
  }

  /** Who gets the daily anchors, and is told of a broken chain. */
  List<String> mailTo() {
    return mailTo;
  }

  /** The file that a SIEM tails. */
  Optional<Path> file() {
    return file;
  }

  /** Where OTLP logs go, with the path. */
  Optional<URI> endpoint() {
    return endpoint;
  }

  /** What is sent with them, such as a token. */
  Map<String, String> headers() {
    return headers;
  }
}
