package io.keygate.bin;

import io.keygate.platform.persistence.Places;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes the reminders of the keys of a stream, with the mails and calls that carried nothing
 * else, in batches that each are a transaction of their own.
 */
final class PurgedReminders {
  private static final int BATCH = 1_000;

  private PurgedReminders() {}

  static void remove(Connection connection, long stream) throws SQLException {
    connection.setAutoCommit(false);
    try {
      while (removeSome(connection, stream) == BATCH) {
        connection.commit();
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static int removeSome(Connection connection, long stream) throws SQLException {
    List<Long> reminders = new ArrayList<>();
    Set<Long> deliveries = new TreeSet<>();
    try (var statement =
        connection.prepareStatement(
            """
            select r.id, r.delivery_id from reminder r join api_key k on k.id = r.api_key_id
            where k.stream_id = ? limit %d\
            """
                .formatted(BATCH))) {
      statement.setLong(1, stream);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          reminders.add(row.getLong(1));
          long delivery = row.getLong(2);
          if (!row.wasNull()) {
            deliveries.add(delivery);
          }
        }
      }
    }
    delete(connection, "delete from reminder where id in (%s)", reminders);
    // NB: a mail has reminders of several organizations; it stays while it has one.
    delete(
        connection,
        """
        delete from delivery where id in (%s)
          and not exists (select 1 from reminder r where r.delivery_id = delivery.id)\
        """,
        deliveries);
    return reminders.size();
  }

  private static void delete(Connection connection, String sql, Collection<Long> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    String places = Places.of(ids.size());
    try (var statement = connection.prepareStatement(sql.formatted(places))) {
      int next = 1;
      for (long id : ids) {
        statement.setLong(next++, id);
      }
      statement.executeUpdate();
    }
  }
}
