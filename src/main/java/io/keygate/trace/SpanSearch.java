package io.keygate.trace;

import io.keygate.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds spans of one stream, and of no other. */
@ApplicationScoped
public class SpanSearch {
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger LATEST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final String BYTES =
      "octet_length(attributes) + octet_length(resource_attributes)";

  /** Of all long texts of a page; a page may end before it has as many spans as were asked for. */
  private static final long MOST_BYTES = 8L << 20;

  /** A query that takes longer is ended in the database too. */
  private static final int TIMEOUT_SECONDS = 8;

  private final Database database;

  @Inject
  SpanSearch(Database database) {
    this.database = database;
  }

  private record Position(long id, String value, long bytes) {}

  /** One page; throws {@link InvalidSpanQueryException} where the query is wrong. */
  public SpanPage find(long streamId, SpanQuery query) throws SQLException {
    Conditions matching =
        new Conditions()
            .and("stream_id = ?", streamId)
            .and("start_nanos >= ?", nanos(query.fromSeconds()));
    if (query.toSeconds() != null) {
      matching.and("start_nanos <= ?", nanos(query.toSeconds()));
    }
    query.filters().forEach(matching::and);
    SpanField sort = query.sortField();
    String order = sort.name() + (query.descending() ? " desc" : " asc");
    SpanCursor after = query.cursor() == null ? null : SpanCursor.decode(query.cursor(), order);

    try (Connection connection = database.gate().getConnection()) {
      long total = count(connection, matching);
      List<Position> positions = positions(connection, matching, query, sort, after);
      List<Position> shown = fitting(positions, query.limit());
      boolean more = shown.size() < positions.size();
      String next = null;
      if (more) {
        Position last = shown.get(shown.size() - 1);
        next = new SpanCursor(order, last.id(), last.value()).encode();
      }
      return new SpanPage(read(connection, shown), total, next);
    }
  }

  /** As many as asked for, and at least one, but no more than a page shall have in bytes. */
  private static List<Position> fitting(List<Position> positions, int limit) {
    int count = 0;
    long bytes = 0;
    for (Position position : positions) {
      bytes += position.bytes();
      if (count == limit || (count > 0 && bytes > MOST_BYTES)) {
        break;
      }
      count++;
    }
    return positions.subList(0, count);
  }

  private static long count(Connection connection, Conditions matching) throws SQLException {
    String sql = "select count(*) from span where " + matching.sql();
    try (PreparedStatement statement = prepare(connection, sql, matching.parameters());
        var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Ids first, the long texts of the page's rows afterwards: sorting must not carry them along. */
  private static List<Position> positions(
      Connection connection,
      Conditions matching,
      SpanQuery query,
      SpanField sort,
      @Nullable SpanCursor after)
      throws SQLException {
    String by = sort.sortSql();
    String comparison = query.descending() ? "<" : ">";
    String direction = query.descending() ? " desc" : " asc";
    String sql = "select id, " + by + ", " + BYTES + " from span where " + matching.sql();
    List<Object> parameters = new ArrayList<>(matching.parameters());
    if (after != null) {
      Object value = sort.isNumeric() ? new BigDecimal(number(after.value())) : after.value();
      sql +=
          " and (" + by + " " + comparison + " ? or (" + by + " = ? and id " + comparison + " ?))";
      parameters.addAll(List.of(value, value, after.id()));
    }
    sql += " order by " + by + direction + ", id" + direction + " limit " + (query.limit() + 1);
    List<Position> positions = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        var row = statement.executeQuery()) {
      while (row.next()) {
        positions.add(new Position(row.getLong(1), row.getString(2), row.getLong(3)));
      }
    }
    return positions;
  }

  private static List<StoredSpan> read(Connection connection, List<Position> positions)
      throws SQLException {
    List<StoredSpan> spans = new ArrayList<>(positions.size());
    String sql = "select " + StoredSpan.COLUMNS + " from span where id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Position position : positions) {
        statement.setLong(1, position.id());
        try (var row = statement.executeQuery()) {
          // NB: retention may have taken it since.
          if (row.next()) {
            spans.add(StoredSpan.read(row));
          }
        }
      }
    }
    return spans;
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, List<Object> parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    return statement;
  }

  private static String number(String value) {
    if (!value.matches("-?[0-9]{1,30}")) {
      throw new InvalidSpanQueryException("cursor: use the next_cursor of the page before");
    }
    return value;
  }

  /** Seconds as nanoseconds; what is past the year 2262 is clamped. */
  private static long nanos(long seconds) {
    BigInteger nanos = BigInteger.valueOf(seconds).multiply(NANOS_PER_SECOND);
    return nanos.min(LATEST).max(LATEST.negate()).longValueExact();
  }
}
