package io.keygate.rotation.schedule;

import io.keygate.access.member.RoleHolders;
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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people will be told, as things are now. */
@ApplicationScoped
public class ComingPrompts {
  private static final String DUE =
      "least(coalesce(k.rotate_by, k.expires_at), coalesce(k.expires_at, k.rotate_by))";

  /** More at a time, where there is nothing to come of the first ones. */
  private static final int STEP = 2_000;

  /**
   * Longer overdue than this, and without reminders that go on, there is nothing to come: the last
   * stage is reached after a week, at the hour of the organization's own day. A snooze has ended
   * with the due date.
   */
  private static final Duration OVER = Duration.ofDays(Stage.ESCALATION + 2);

  private static final String ROWS =
      DueKey.select("k.name, k.last_four, pj.slug, e.slug")
          + """
            join project pj on pj.id = s.project_id and pj.live = 1
            join environment e on e.id = s.environment_id and e.live = 1
          where s.organization_id = ? and %1$s is not null
            and (%1$s >= ? or p.remind_overdue_days is not null)
          """
              .formatted(DUE);

  private static final String OF_KEY = ROWS + "and k.public_id = ? and k.id <> ?";

  private static final String AFTER =
      ROWS
          + """
          and (? = 0 or (%1$s, k.id) > (select %1$s, k.id from api_key k where k.id = ?))
          order by %1$s, k.id limit ?\
          """
              .formatted(DUE);

  private final Database database;
  private final RoleHolders holders;

  @Inject
  ComingPrompts(Database database, RoleHolders holders) {
    this.database = database;
    this.holders = holders;
  }

  /** The next prompt about a key. */
  public record Coming(
      long keyId,
      String key,
      String name,
      String masked,
      String project,
      String environment,
      String stage,
      Instant due,
      Instant at,
      @Nullable Instant disableAt,
      @Nullable Instant snoozedUntil,
      List<String> recipients) {}

  private record Found(
      DueKey key, String name, String lastFour, String project, String environment) {}

  /**
   * Of one key, where there is something to come.
   *
   * @param key public id
   * @param after internal id of the key after which the page begins; 0 for the first
   */
  public List<Coming> of(long organization, String key, long after, Instant now) {
    var addressees = new Addressees(holders);
    return find(OF_KEY, now, organization, over(now), key, after).stream()
        .flatMap(found -> coming(found, addressees, now).stream())
        .toList();
  }

  /**
   * Of the keys of an organization, the next due date first.
   *
   * @param after internal id of the key after which the page begins; 0 for the first
   */
  public List<Coming> after(long organization, long after, int rows, Instant now) {
    var addressees = new Addressees(holders);
    List<Coming> coming = new ArrayList<>();
    long last = after;
    int limit = rows;
    boolean more = true;
    while (more && coming.size() < rows) {
      List<Found> found = find(AFTER, now, organization, over(now), last, last, limit);
      for (Found each : found) {
        last = each.key().id();
        if (coming.size() < rows) {
          coming(each, addressees, now).ifPresent(coming::add);
        }
      }
      // NB: of some there is nothing to come; the page is full all the same.
      more = found.size() == limit;
      limit = STEP;
    }
    return coming;
  }

  private static LocalDateTime over(Instant now) {
    return Times.toColumn(now.minus(OVER));
  }

  private List<Found> find(String sql, Instant now, Object... values) {
    List<Found> found = new ArrayList<>();
    try (Connection connection = database.gate().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Found(
                  DueKey.read(row, now),
                  row.getString(22),
                  row.getString(23),
                  row.getString(24),
                  row.getString(25)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("what is coming cannot be read", e);
    }
    return found;
  }

  private static Optional<Coming> coming(Found found, Addressees addressees, Instant now) {
    DueKey key = found.key();
    Instant due = key.due().orElse(null);
    if (due == null) {
      return Optional.empty();
    }
    Optional<Instant> snoozeEnd = key.snoozeEnd(now);
    Instant from = snoozeEnd.orElse(now);
    Stages stages = key.stages();
    // NB: what is reached while somebody sleeps is told when that is over.
    Optional<Stage> slept = stages.latest(from).filter(reached -> reached.at().isAfter(now));
    return slept
        .or(() -> stages.next(from))
        .map(
            stage ->
                new Coming(
                    key.id(),
                    key.publicId(),
                    found.name(),
                    Secret.masked(found.environment(), found.lastFour()),
                    found.project(),
                    found.environment(),
                    stage.word(),
                    due,
                    stage.at().isBefore(from) ? from : stage.at(),
                    key.disableAt().orElse(null),
                    snoozeEnd.orElse(null),
                    List.copyOf(addressees.of(key, stage.isEscalated()))));
  }
}
