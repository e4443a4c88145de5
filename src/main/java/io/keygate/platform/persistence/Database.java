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

  @Produces
  EntityManager entityManager() {
    return entityManager;
  }

  /** Connections outside JTA; READ COMMITTED, auto-commit until told otherwise. */
  public DataSource gate() {
    return gate;
  }
}
