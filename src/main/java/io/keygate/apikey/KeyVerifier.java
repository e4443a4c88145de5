package io.keygate.apikey;

import io.keygate.apikey.Verification.Accepted;
import io.keygate.apikey.Verification.Reason;
import io.keygate.apikey.Verification.Refused;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one function that verifies a key, used by every gate endpoint. One indexed query by plain
 * JDBC outside JTA: nothing can be stale, on any number of nodes (design.md section 4, "The hot
 * path is short").
 */
@ApplicationScoped
public class KeyVerifier {
  private static final String QUERY =
      """
      select k.id, k.public_id, k.stream_id, k.may_ingest, k.may_read,
        k.revoked_at, k.disabled_at, k.expires_at, k.overlap_ends_at,
        o.slug, p.slug, e.slug,
        o.deleted_at is not null or p.deleted_at is not null or e.deleted_at is not null
      from api_key k
        join stream s on s.id = k.stream_id
        join organization o on o.id = s.organization_id
        join project p on p.id = s.project_id
        join environment e on e.id = s.environment_id
      where k.secret_hash in (%s)\
      """;

  private static final Set<Permission> INGEST =
      Collections.unmodifiableSet(EnumSet.of(Permission.INGEST));
  private static final Set<Permission> READ =
      Collections.unmodifiableSet(EnumSet.of(Permission.READ));
  private static final Set<Permission> BOTH =
      Collections.unmodifiableSet(EnumSet.allOf(Permission.class));

  private static final long PROMPT_NANOS = 500_000_000;

  private final Database database;
  private final Peppers peppers;
  private final Clock clock;
  private final String query;

  @Inject
  KeyVerifier(Database database, Peppers peppers, Clock clock) {
    this.database = database;
    this.peppers = peppers;
    this.clock = clock;
    this.query = QUERY.formatted(String.join(", ", Collections.nCopies(peppers.count(), "?")));
  }

  /**
   * Checks in this order: form, known, parents alive, revoked, disabled, expired or overlap over,
   * permission.
   *
   * @param presented the text that the client sent as its key
   * @param needed the permission that the endpoint asks for; null where any key will do
   * @throws KeyStoreUnavailableException where the database cannot be asked; never a refusal
   */
  public Verification verify(@Nullable String presented, @Nullable Permission needed) {
    if (presented == null || presented.isEmpty()) {
      return new Refused(Reason.MISSING, null);
    }
    Secret secret = Secret.parse(presented).orElse(null);
    if (secret == null) {
      return new Refused(Reason.MALFORMED, null);
    }
    List<Peppers.Hash> hashes = peppers.hashes(secret);
    long begin = System.nanoTime();
    try {
      return look(hashes, needed);
    } catch (SQLException first) {
      // NB: after a restart of the database the pool's connections are dead, and say so at once.
      // Where the answer did not come in time, a second try would only hold the thread longer.
      if (System.nanoTime() - begin > PROMPT_NANOS) {
        throw new KeyStoreUnavailableException(first);
      }
    }
    try {
      return look(hashes, needed);
    } catch (SQLException second) {
      throw new KeyStoreUnavailableException(second);
    }
  }

  private Verification look(List<Peppers.Hash> hashes, @Nullable Permission needed)
      throws SQLException {
    try (Connection connection = database.keys().getConnection();
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < hashes.size(); i++) {
        statement.setBytes(i + 1, hashes.get(i).bytes());
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? decide(row, needed) : new Refused(Reason.UNKNOWN, null);
      }
    }
  }

  private Verification decide(ResultSet row, @Nullable Permission needed) throws SQLException {
    String keyId = row.getString(2);
    if (row.getBoolean(13)) {
      return new Refused(Reason.PARENT_DELETED, keyId);
    }
    Instant expiresAt = Times.read(row, 8);
    KeyState state =
        KeyState.at(
            clock.instant(), Times.read(row, 6), Times.read(row, 7), expiresAt, Times.read(row, 9));
    if (!state.opensTheGate()) {
      return new Refused(reason(state), keyId);
    }
    Set<Permission> permissions = row.getBoolean(4) ? row.getBoolean(5) ? BOTH : INGEST : READ;
    if (needed != null && !permissions.contains(needed)) {
      return new Refused(Reason.PERMISSION, keyId);
    }
    return new Accepted(
        new VerifiedKey(
            row.getLong(1),
            keyId,
            row.getLong(3),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            permissions,
            expiresAt));
  }

  private static Reason reason(KeyState state) {
    return switch (state) {
      case REVOKED -> Reason.REVOKED;
      case DISABLED -> Reason.DISABLED;
      case EXPIRED -> Reason.EXPIRED;
      case ACTIVE, OVERLAP -> throw new IllegalArgumentException(state + " opens the gate");
    };
  }
}
