package io.keygate.platform.startup;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.persistence.SchemaMigration;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Runs the start; what throws here keeps the application from being deployed. */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {
  @Inject private Instance<FeatureConfig> configs;
  @Inject private SchemaMigration migration;
  @Inject private Event<SchemaReady> schemaReady;

  @PostConstruct
  void run() {
    configs.forEach(config -> {});
    migration.run();
    schemaReady.fire(new SchemaReady());
  }
}
