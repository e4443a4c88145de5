package io.keygate.access.account;

import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.startup.SchemaReady;
import io.keygate.platform.text.Base62;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the account {@code admin} at the very first start. Its password is KEYGATE_ADMIN_PASSWORD,
 * or a one-time one that is left in the file {@code first-admin-password} of KEYGATE_HOME, for
 * whoever started Keygate to read once and delete; it is in no log.
 */
@Shared
class FirstAdministrator implements FeatureConfig {
  private static final Logger log = Logger.getLogger(FirstAdministrator.class);
  private static final String USERNAME = "admin";
  private static final String VARIABLE = "KEYGATE_ADMIN_PASSWORD";
  private static final String FILE = "first-admin-password";
  private static final int ONE_TIME_DIGITS = 16;

  private final AccountService accounts;
  private final ProviderConfig config;
  private final Home home;
  private final Optional<String> configured;

  @Inject
  FirstAdministrator(AccountService accounts, ProviderConfig config, Settings settings, Home home) {
    this.accounts = accounts;
    this.config = config;
    this.home = home;
    this.configured = settings.text(VARIABLE);
    if (configured.filter(p -> p.length() < AccountService.SHORTEST_PASSWORD).isPresent()) {
      throw new ConfigurationException(
          VARIABLE, "must have at least " + AccountService.SHORTEST_PASSWORD + " characters");
    }
  }

  void create(@Observes SchemaReady ready) {
    if (!config.localAccounts() || !accounts.isEmpty()) {
      return;
    }
    home.delete(FILE);
    String password = configured.orElseGet(() -> Base62.random(ONE_TIME_DIGITS));
    if (configured.isEmpty()) {
      // NB: before the account; a password that nobody can read would lock everybody out.
      home.create(FILE, password + "\n");
    }
    try {
      accounts.createFirst(USERNAME, password, configured.isEmpty());
      log.infof("The first account '%s' was created", USERNAME);
    } catch (RuntimeException e) {
      // NB: only then the password is nobody's; a commit may have succeeded without telling us.
      if (DatabaseErrors.violatedConstraint(e) == null) {
        throw e;
      }
      home.delete(FILE);
      log.info("Another node created the first account at the same moment");
    }
  }
}
