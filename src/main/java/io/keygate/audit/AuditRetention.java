package io.keygate.audit;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Removes the oldest events of chains whose organization does not keep them for ever: a whole
 * prefix of a chain that has just been verified. A checkpoint in the chain itself says what was
 * removed, so that the rest still verifies. What a sink does not have yet stays.
 */
@ApplicationScoped
class AuditRetention {
  private static final Logger log = Logger.getLogger(AuditRetention.class);
  private static final int BATCH = 1_000;

  private final Database database;
  private final Cuts cuts;
  private final SinkPositions sinks;

  @Inject
  AuditRetention(Database database, Cuts cuts, SinkPositions sinks) {
    this.database = database;
    this.cuts = cuts;
    this.sinks = sinks;
  }

  /** Cuts what is due of a chain that is intact; returns how many events were removed. */
  long cut(ChainRow chain, Instant now) throws SQLException {
    OptionalLong days = days(chain);
    if (days.isPresent()) {
      long upTo = due(chain, now.minus(Duration.ofDays(days.getAsLong())));
      if (upTo > chain.cutNumber()) {
        cuts.cut(chain, upTo, mac(chain, upTo), upTo - chain.cutNumber());
      }
    }
    return remove(chain.id());
  }

  /** How long its organization keeps it; empty for ever, as that of the platform. */
  private OptionalLong days(ChainRow chain) throws SQLException {
    Long organizationId = chain.organizationId();
    return organizationId == null
        ? OptionalLong.empty()
        : number("select audit_retention_days from organization where id = ?", organizationId);
  }

  /** The last event that may go: older than that, and so are all before it. */
  private long due(ChainRow chain, Instant before) throws SQLException {
    OptionalLong kept =
        number(
            "select min(number) from audit_event where chain_id = ? and occurred_at >= ?",
            chain.id(),
            Times.toColumn(before));
    long upTo = kept.orElse(chain.headNumber() + 1) - 1;
    long taken = sinks.slowest(chain.id()).orElse(upTo);
    if (taken < upTo) {
      log.warnf("Retention of the audit trail of %s waits for a sink", chain.label());
    }
    return Math.min(upTo, taken);
  }

  private byte[] mac(ChainRow chain, long number) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                "select mac from audit_event where chain_id = ? and number = ?")) {
      statement.setLong(1, chain.id());
      statement.setLong(2, number);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private OptionalLong number(String sql, Object... values) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          return OptionalLong.empty();
        }
        long number = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
      }
    }
  }

  /** What a checkpoint covers; also what an interrupted run has left. */
  private long remove(long chainId) throws SQLException {
    long removed = 0;
    try (Connection connection = database.migration().getConnection();
        var statement =
            connection.prepareStatement(
                """
                delete from audit_event where chain_id = ? and number <=
                  (select cut_number from audit_chain where id = ?)
                order by number limit %d\
                """
                    .formatted(BATCH))) {
      int count;
      do {
        statement.setLong(1, chainId);
        statement.setLong(2, chainId);
        count = statement.executeUpdate();
        removed += count;
      } while (count == BATCH);
    }
    return removed;
  }
}
