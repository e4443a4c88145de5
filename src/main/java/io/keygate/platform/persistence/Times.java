package io.keygate.platform.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Instants in {@code DATETIME(6)} columns, always UTC, whatever zone the machine or session has.
 */
public final class Times {
  private Times() {}

  /** What to bind for an instant. */
  public static LocalDateTime toColumn(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** The instant of a column that a native query of JPA gave, null where the column is. */
  public static @Nullable Instant fromColumn(@Nullable Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
    return value == null ? null : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
  }

  /** The instant of a column, null where the column is. */
  public static @Nullable Instant read(ResultSet row, int column) throws SQLException {
    LocalDateTime value = row.getObject(column, LocalDateTime.class);
    return value == null ? null : value.toInstant(ZoneOffset.UTC);
  }
}
