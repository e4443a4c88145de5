package io.keygate.rotation.schedule;

import io.keygate.access.member.RoleHolders;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Places;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How keys stand at the moment in which somebody is told of them. */
@ApplicationScoped
public class Standings {
  private final Database database;
  private final RoleHolders holders;

  @Inject
  Standings(Database database, RoleHolders holders) {
    this.database = database;
    this.holders = holders;
  }

  /**
   * How a key stands.
   *
   * @param addressees all who may be told of it by mail, in lower case
   * @param disableAt when it is disabled if nobody rotates it; null for never
   */
  public record Standing(Set<String> addressees, @Nullable Instant disableAt) {}

  /** By internal id; of keys that there are. */
  public Map<Long, Standing> of(Collection<Long> ids, Instant now) {
    Map<Long, Standing> standings = new HashMap<>();
    if (ids.isEmpty()) {
      return standings;
    }
    String places = Places.of(ids.size());
    var addressees = new Addressees(holders);
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(DueKey.SELECT_ANY + " where k.id in (" + places + ")")) {
      int next = 1;
      for (long id : ids) {
        statement.setLong(next++, id);
      }
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          DueKey key = DueKey.read(row, now);
          Instant disableAt =
              Agenda.of(key, Announcement.of(connection, key, now), now).disableAt();
          standings.put(key.id(), new Standing(addressees.of(key, true), disableAt));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("how keys stand cannot be read", e);
    }
    return standings;
  }
}
