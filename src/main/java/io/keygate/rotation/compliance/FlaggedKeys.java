package io.keygate.rotation.compliance;

import static java.util.Objects.requireNonNull;

import io.keygate.apikey.KeyState;
import io.keygate.apikey.Secret;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds keys, in short queries by id outside JTA: a reader that takes its time holds nothing, and
 * never has more than a page in memory.
 */
@ApplicationScoped
class FlaggedKeys {
  private static final Duration UNUSED_FOR = Duration.ofDays(90);
  private static final Duration KNOCKED_WITHIN = Duration.ofDays(30);
  private static final List<Finding> ALL = List.of(Finding.values());

  private static final String FROM =
      """

      from (select cast(? as datetime(6)) as asked, cast(? as datetime(6)) as used,
          cast(? as datetime(6)) as refused) t
        join stream s on s.organization_id = ?
        join api_key k on k.stream_id = s.id
        join project p on p.id = s.project_id
        join environment e on e.id = s.environment_id
      """;

  private static final String COUNTS =
      "select sum("
          + Finding.LIVE
          + "), sum("
          + any(ALL)
          + "), "
          + ALL.stream().map(f -> "sum(" + f.condition() + ")").collect(Collectors.joining(", "))
          + FROM;

  private static final String ROWS =
      """
      select k.id, k.public_id, k.name, k.last_four, p.slug, e.slug, k.owner, k.created_at,
        k.last_used_at, k.rotate_by, k.expires_at, k.revoked_at, k.disabled_at, k.overlap_ends_at,
        k.refused_at,\
      """
          + ALL.stream().map(Finding::condition).collect(Collectors.joining(", "))
          + FROM;

  private static final int FIRST_FINDING = 16;

  private final Database database;

  @Inject
  FlaggedKeys(Database database) {
    this.database = database;
  }

  /** A key, and where it is in the list. */
  record Row(long id, FlaggedKey key) {}

  /**
   * How many there are.
   *
   * @param flagged with at least one finding
   */
  record Numbers(long live, long flagged, FindingCounts counts) {}

  Numbers count(long organizationId, Instant asOf) {
    try (Connection connection = database.gate().getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      bind(statement, organizationId, asOf);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        // NB: sums of nothing are null, which is read as 0.
        return new Numbers(
            row.getLong(1),
            row.getLong(2),
            new FindingCounts(
                row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("what is found of keys cannot be counted", e);
    }
  }

  /** Those with any of these findings, after an id, in the order of their ids. */
  List<Row> after(
      long organizationId, Collection<Finding> wanted, Instant asOf, long after, int rows) {
    String sql = ROWS + "where k.id > ? and " + any(wanted) + " order by k.id limit ?";
    try (Connection connection = database.gate().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = bind(statement, organizationId, asOf);
      statement.setLong(next, after);
      statement.setInt(next + 1, rows);
      List<Row> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new Row(row.getLong(1), key(row, asOf)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("what is found of keys cannot be read", e);
    }
  }

  private static String any(Collection<Finding> findings) {
    return findings.stream().map(Finding::condition).collect(Collectors.joining(" or ", "(", ")"));
  }

  /** Binds what {@link #FROM} asks for; returns the number of the parameter that comes next. */
  private static int bind(PreparedStatement statement, long organizationId, Instant asOf)
      throws SQLException {
    statement.setObject(1, Times.toColumn(asOf));
    statement.setObject(2, Times.toColumn(asOf.minus(UNUSED_FOR)));
    statement.setObject(3, Times.toColumn(asOf.minus(KNOCKED_WITHIN)));
    statement.setLong(4, organizationId);
    return 5;
  }

  private static FlaggedKey key(ResultSet row, Instant asOf) throws SQLException {
    String env = row.getString(6);
    Instant expiresAt = Times.read(row, 11);
    Instant revokedAt = Times.read(row, 12);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      if (row.getBoolean(FIRST_FINDING + i)) {
        findings.add(ALL.get(i));
      }
    }
    return new FlaggedKey(
        row.getString(2),
        row.getString(3),
        Secret.masked(env, row.getString(4)),
        row.getString(5),
        env,
        row.getString(7),
        KeyState.at(asOf, revokedAt, Times.read(row, 13), expiresAt, Times.read(row, 14)),
        requireNonNull(Times.read(row, 8)),
        Times.read(row, 9),
        Times.read(row, 10),
        expiresAt,
        revokedAt,
        Times.read(row, 15),
        findings);
  }
}
