package io.keygate.rotation.schedule;

import static io.keygate.platform.persistence.Times.toColumn;

import io.keygate.platform.persistence.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Finds keys that somebody has to be reminded of, and that nobody looks at: because a clock was
 * wrong for a while, or a node of an older version made them.
 */
@ApplicationScoped
public class Sweep {
  private static final String FIND =
      """
      insert ignore into rotation_schedule (api_key_id, look_at)
      select k.id, ? from api_key k left join rotation_schedule r on r.api_key_id = k.id
      where k.id > ? and k.id <= ? and r.api_key_id is null and k.revoked_at is null
        and k.disabled_at is null and k.overlap_ends_at is null
        and (k.rotate_by is not null or k.expires_at > ?)\
      """;

  private static final int BATCH = 10_000;

  private final Database database;

  @Inject
  Sweep(Database database) {
    this.database = database;
  }

  /**
   * Has them looked at; of all keys, some after the others.
   *
   * @return how many there were
   */
  public int run(Instant now) throws SQLException {
    try (var connection = database.gate().getConnection();
        var last = connection.prepareStatement("select coalesce(max(id), 0) from api_key");
        var find = connection.prepareStatement(FIND)) {
      long end;
      try (var row = last.executeQuery()) {
        row.next();
        end = row.getLong(1);
      }
      int found = 0;
      for (long after = 0; after < end; after += BATCH) {
        find.setObject(1, toColumn(now));
        find.setLong(2, after);
        find.setLong(3, after + BATCH);
        find.setObject(4, toColumn(now));
        found += find.executeUpdate();
      }
      return found;
    }
  }
}
