package io.keygate.apikey;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.startup.SchemaReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.TreeSet;

/**
 * Refuses to start where keys were hashed with a pepper that is not known: they would all get 401,
 * and clients drop their data for good on that.
 */
@ApplicationScoped
class PepperCheck {
  private final Peppers peppers;
  private final ApiKeyQueries queries;

  @Inject
  PepperCheck(Peppers peppers, ApiKeyQueries queries) {
    this.peppers = peppers;
    this.queries = queries;
  }

  @Transactional
  void check(@Observes SchemaReady ready) {
    var missing = new TreeSet<>(queries.pepperIdsInUse());
    missing.removeAll(peppers.ids());
    if (!missing.isEmpty()) {
      throw new ConfigurationException(
          Peppers.VARIABLE,
          "(or the file peppers in KEYGATE_HOME) lacks the peppers "
              + missing
              + " with which keys in this database are hashed; bring the file back");
    }
  }
}
