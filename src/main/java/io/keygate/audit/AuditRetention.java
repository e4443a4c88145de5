package io.keygate.audit;

import io.keygate.audit.chain.Verdict;
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
  private final Verifications verifications;
  private final Anchors anchors;

  @Inject
  AuditRetention(
      Database database,
      Cuts cuts,
      SinkPositions sinks,
      Verifications verifications,
      Anchors anchors) {
    this.database = database;
    this.cuts = cuts;
    this.sinks = sinks;
    this.verifications = verifications;
    this.anchors = anchors;
  }

  /** Cuts what is due of a chain; returns how many events were removed. */
  long cut(ChainRow chain, Instant now) throws SQLException {
    OptionalLong days = days(chain);
    long due = days.isEmpty() ? 0 : due(chain, now.minus(Duration.ofDays(days.getAsLong())));
    if (due <= chain.cutNumber() && chain.cutNumber() == 0) {
      return 0;
    }
    // NB: what the rows say of retention is believed only as far as the chain itself says it.
    Verdict verdict = verifications.of(chain);
    if (!verdict.isIntact()) {
      return 0;
    }
    long allowed = verdict.cutUpTo();
    if (due > allowed) {
      anchors.note(cuts.cut(chain, due, mac(chain, due), due - allowed));
      allowed = due;
    }
    return remove(chain.id(), allowed);
  }

  /** How long its organization keeps it; empty for ever, as that of the platform. */
  private OptionalLong days(ChainRow chain) throws SQLException {
    Long organizationId = chain.organizationId();
    return organizationId == null
        ? OptionalLong.empty()
        : number(
            "select greatest(365, audit_retention_days) from organization where id = ?",
            organizationId);
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
  private long remove(long chainId, long upTo) throws SQLException {
    long removed = 0;
    try (Connection connection = database.migration().getConnection();
        var statement =
            connection.prepareStatement(
                "delete from audit_event where chain_id = ? and number <= ? order by number limit "
                    + BATCH)) {
      int count;
      do {
        statement.setLong(1, chainId);
        statement.setLong(2, upTo);
        count = statement.executeUpdate();
        removed += count;
      } while (count == BATCH);
    }
    return removed;
  }
}
