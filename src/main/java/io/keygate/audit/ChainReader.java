package io.keygate.audit;

import io.keygate.audit.chain.Link;
import io.keygate.audit.chain.Link.Repeated;
import io.keygate.platform.event.Action;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads chains, in short queries by number outside JTA: a reader that takes its time holds nothing,
 * and never has more than a page in memory.
 */
@ApplicationScoped
class ChainReader {
  private static final String COLUMNS =
      """
      select number, body, mac, occurred_at, actor, action, outcome, target_id, target_path, lineage
      from audit_event where chain_id = ?\
      """;

  private final Database database;

  @Inject
  ChainReader(Database database) {
    this.database = database;
  }

  /** The chain of an organization, or of the platform where null; empty before its first event. */
  Optional<ChainRow> find(@Nullable Long organizationId) {
    return chains(" where organization_scope = ?", organizationId == null ? 0 : organizationId)
        .stream()
        .findFirst();
  }

  /** By its public id. */
  Optional<ChainRow> find(String publicId) {
    return chains(" where public_id = ?", publicId).stream().findFirst();
  }

  /** Those after an id, in the order of their ids. */
  List<ChainRow> page(long after, int rows) {
    return chains(" where id > ? order by id limit ?", after, rows);
  }

  /** All of them. */
  List<ChainRow> all() {
    return chains(" order by id");
  }

  /** Up to {@code rows} events after a number, in order. */
  List<Link> after(long chainId, long number, int rows) {
    return links(" and number > ? order by number limit ?", chainId, number, rows);
  }

  /** Those that are meant, after a number in order, or before it in reverse. */
  List<Link> matching(
      long chainId, AuditFilter.Condition meant, long number, int rows, boolean reverse) {
    List<Object> values = new ArrayList<>();
    values.add(chainId);
    values.addAll(meant.values());
    values.add(number);
    values.add(rows);
    return links(
        meant.sql()
            + (reverse
                ? " and number < ? order by number desc limit ?"
                : " and number > ? order by number limit ?"),
        values.toArray());
  }

  /** The number of the newest event that tells of an export; whoever asks has just told of one. */
  long lastExport(long chainId) {
    return query(
            "select max(number) from audit_event where chain_id = ? and action = ?",
            row -> row.getLong(1),
            chainId,
            Action.AUDIT_EXPORTED.word())
        .get(0);
  }

  private List<ChainRow> chains(String condition, Object... values) {
    return query(ChainRow.SELECT + condition, ChainRow::read, values);
  }

  private List<Link> links(String condition, Object... values) {
    return query(COLUMNS + condition, ChainReader::link, values);
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getLong(1),
        row.getString(2),
        row.getBytes(3),
        new Repeated(
            String.valueOf(Times.read(row, 4)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            row.getString(10)));
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (row.next()) {
          found.add(reader.read(row));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the audit trail cannot be read", e);
    }
  }

  /** An event as everybody gets it: its text with the MAC. */
  static String exported(Link link) {
    String body = link.body().isEmpty() ? "{}" : link.body();
    String mac = ",\"mac\":\"" + HexFormat.of().formatHex(link.mac()) + "\"}";
    return body.substring(0, body.length() - 1) + mac;
  }
}
