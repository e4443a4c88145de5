package io.keygate.platform.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.jboss.logging.Logger;

/** Brings the schema up to date with Flyway, then compares the entities with it. */
@ApplicationScoped
public class SchemaMigration {
  private static final Logger log = Logger.getLogger(SchemaMigration.class);

  @Resource(lookup = "java:jboss/datasources/KeygateMigrationDS")
  private DataSource dataSource;

  @PersistenceUnit(unitName = "keygate")
  private EntityManagerFactory entityManagerFactory;

  private volatile boolean current;

  private final Database database;

  @Inject
  SchemaMigration(Database database) {
    this.database = database;
  }

  /**
   * Migrates, and lets the application's user at what is new; throws where a migration fails or an
   * entity does not fit. Nodes that start together wait for each other.
   */
  public void run() {
    var result =
        Flyway.configure(getClass().getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .validateMigrationNaming(true)
            .load()
            .migrate();
    Privileges.grant(dataSource, database.gate());
    entityManagerFactory.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
    current = true;
    log.infof("Schema is current, %d migrations applied now", result.migrationsExecuted);
  }

  /** Whether {@link #run} has ended well. */
  public boolean isCurrent() {
    return current;
  }
}
