package io.keygate.rotation.schedule;

import io.keygate.apikey.Secret;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Places;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** On which day which key is due. */
@ApplicationScoped
public class DueDates {
  private static final String DUE =
      "least(coalesce(k.rotate_by, k.expires_at), coalesce(k.expires_at, k.rotate_by))";

  private static final String ROWS =
      DueKey.select("k.name, k.last_four, o.slug, pj.slug, e.slug")
          + """
            join project pj on pj.id = s.project_id and pj.live = 1
            join environment e on e.id = s.environment_id and e.live = 1
          where o.live = 1 and %s order by %s, k.id limit ?\
          """;

  private static final String OF_ORGANIZATION = ROWS.formatted("s.organization_id = ?", DUE);
  private static final String OF_OWNER = "k.owner_lower = ? and s.organization_id in (%s)";

  private final Database database;

  @Inject
  DueDates(Database database) {
    this.database = database;
  }

  /**
   * A key and its due date.
   *
   * @param key public id
   * @param path of the stream: {@code organization/project/environment}
   * @param zone the organization's
   * @param ends whether it ends by itself at the due date
   * @param disableAt when it is disabled if nobody rotates it
   */
  public record DueDate(
      String key,
      String name,
      String masked,
      String path,
      @Nullable String owner,
      ZoneId zone,
      Instant due,
      boolean ends,
      @Nullable Instant expiresAt,
      @Nullable Instant disableAt) {}

  /** Of the active keys of an organization (internal id), the next due date first. */
  public List<DueDate> ofOrganization(long organization, int most, Instant now) {
    return read(OF_ORGANIZATION, List.of(organization, most), now);
  }

  /**
   * Of the active keys of an owner, the next due date first.
   *
   * @param owner mail address in lower case
   * @param organizations internal ids of those that count
   */
  public List<DueDate> ofOwner(
      String owner, Collection<Long> organizations, int most, Instant now) {
    if (organizations.isEmpty()) {
      return List.of();
    }
    String places = Places.of(organizations.size());
    List<Object> values = new ArrayList<>();
    values.add(owner);
    values.addAll(organizations);
    values.add(most);
    return read(ROWS.formatted(OF_OWNER.formatted(places), DUE), values, now);
  }

  private List<DueDate> read(String sql, List<?> values, Instant now) {
    List<DueDate> dates = new ArrayList<>();
    try (Connection connection = database.gate().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          read(row, now).ifPresent(dates::add);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("due dates cannot be read", e);
    }
    return dates;
  }

  private static Optional<DueDate> read(ResultSet row, Instant now) throws SQLException {
    DueKey key = DueKey.read(row, now);
    Instant due = key.due().orElse(null);
    if (due == null) {
      return Optional.empty();
    }
    String env = row.getString(26);
    return Optional.of(
        new DueDate(
            key.publicId(),
            row.getString(22),
            Secret.masked(env, row.getString(23)),
            row.getString(24) + "/" + row.getString(25) + "/" + env,
            key.owner(),
            key.zone(),
            due,
            due.equals(key.expiresAt()) && !due.equals(key.rotateBy()),
            key.expiresAt(),
            key.disableAt().orElse(null)));
  }
}
