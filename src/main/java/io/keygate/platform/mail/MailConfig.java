package io.keygate.platform.mail;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The mail relay (api.md, "Running it"); the server's mail session reads host and port by itself.
 */
@Shared
class MailConfig implements FeatureConfig {
  private static final int LAST_PORT = 65_535;
  private static final int SMTP_PORT = 25;

  private final String from;
  private final boolean relay;
  private final boolean startTls;
  private final Optional<String> user;
  private final String password;

  @Inject
  MailConfig(Settings settings) {
    settings.integer("KEYGATE_SMTP_PORT", SMTP_PORT, 1, LAST_PORT);
    String tls = settings.text("KEYGATE_SMTP_STARTTLS").orElse("false");
    if (!List.of("true", "false").contains(tls)) {
      throw new ConfigurationException("KEYGATE_SMTP_STARTTLS", "must be true or false");
    }
    relay = settings.text("KEYGATE_SMTP_HOST").isPresent();
    startTls = Boolean.parseBoolean(tls);
    from = settings.text("KEYGATE_MAIL_FROM").orElse("keygate@localhost");
    if (!from.matches("[^\\s@]+@[^\\s@]+")) {
      throw new ConfigurationException("KEYGATE_MAIL_FROM", "'" + from + "' is no mail address");
    }
    user = settings.text("KEYGATE_SMTP_USER");
    password = settings.text("KEYGATE_SMTP_PASSWORD").orElse("");
  }

  /** Whom mails come from. */
  String from() {
    return from;
  }

  /** Whether there is a relay. */
  boolean hasRelay() {
    return relay;
  }

  /** Whether a connection without encryption is refused. */
  boolean startTls() {
    return startTls;
  }

  /** Whom the relay knows; empty where it asks for nobody. */
  Optional<String> user() {
    return user;
  }

  String password() {
    return password;
  }
}
