package io.keygate.platform.mail;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The mail relay (api.md, "Running it"): checked, and not used before there is something to send.
 */
@Shared
class MailConfig implements FeatureConfig {
  private static final int LAST_PORT = 65_535;
  private static final int SMTP_PORT = 25;

  @Inject
  MailConfig(Settings settings) {
    settings.integer("KEYGATE_SMTP_PORT", SMTP_PORT, 1, LAST_PORT);
    String startTls = settings.text("KEYGATE_SMTP_STARTTLS").orElse("false");
    if (!List.of("true", "false").contains(startTls)) {
      throw new ConfigurationException("KEYGATE_SMTP_STARTTLS", "must be true or false");
    }
    String from = settings.text("KEYGATE_MAIL_FROM").orElse("keygate@localhost");
    if (!from.matches("[^\\s@]+@[^\\s@]+")) {
      throw new ConfigurationException("KEYGATE_MAIL_FROM", "'" + from + "' is no mail address");
    }
  }
}
