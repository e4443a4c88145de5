package io.keygate.platform.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import javax.sql.DataSource;

/**
 * The ways to the database: JPA inside JTA for administration, plain JDBC outside it for the gate.
 */
@ApplicationScoped
public class Database {
  @PersistenceContext(unitName = "keygate")
  private EntityManager entityManager;

  @Resource(lookup = "java:jboss/datasources/KeygateGateDS")
  private DataSource gate;

  @Resource(lookup = "java:jboss/datasources/KeygateKeysDS")
  private DataSource keys;

  @Resource(lookup = "java:jboss/datasources/KeygateMigrationDS")
  private DataSource migration;

  @Produces
  EntityManager entityManager() {
    return entityManager;
  }

  /** For verifying keys: outside JTA, and of little patience. */
  public DataSource keys() {
    return keys;
  }

  /** For the schema, and for what the application's own user may not do. */
  public DataSource migration() {
    return migration;
  }

  /** For the gate's data: outside JTA; READ COMMITTED, auto-commit until told otherwise. */
  public DataSource gate() {
    return gate;
  }
}
