package io.keygate.rotation.schedule;

import io.keygate.platform.persistence.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people were told by mail of the day on which a key is disabled, since its policy disables
 * and the key is enabled.
 *
 * @param earliest the earliest day of which a mail says so, which is queued or was accepted
 * @param isHeard whether one was accepted that says a day which has come
 */
record Announcement(@Nullable Instant earliest, boolean isHeard) {
  private static final String FIND =
      """
      select min(disable_at), max(state = 'ACCEPTED' and disable_at <= ?) from reminder
      where api_key_id = ? and due_at = ? and channel = 'MAIL'
        and state in ('QUEUED', 'ACCEPTED') and created_at >= ?\
      """;

  private static final Announcement NONE = new Announcement(null, false);

  /** Of a key that may have a policy that disables. */
  static Announcement of(Connection connection, DueKey key, Instant now) throws SQLException {
    Instant due = key.due().orElse(null);
    Instant since = key.disablesSince();
    if (due == null || since == null || key.disableAt().isEmpty()) {
      return NONE;
    }
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, Times.toColumn(now));
      statement.setLong(2, key.id());
      statement.setObject(3, Times.toColumn(due));
      statement.setObject(4, Times.toColumn(since));
      try (var row = statement.executeQuery()) {
        row.next();
        return new Announcement(Times.read(row, 1), row.getBoolean(2));
      }
    }
  }

  /** Whether one says that day or an earlier one. */
  boolean isBy(Instant day) {
    return earliest != null && !earliest.isAfter(day);
  }

  /** The day that counts, where the policy alone says this one. */
  Instant until(Instant day, DueKey key, Instant now) {
    Instant withNotice = now.plus(key.notice());
    Instant possible = isBy(withNotice) ? earliest : withNotice;
    return possible == null || possible.isBefore(day) ? day : possible;
  }
}
