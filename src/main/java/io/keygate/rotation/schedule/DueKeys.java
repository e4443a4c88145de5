package io.keygate.rotation.schedule;

import static java.util.Objects.requireNonNull;

import io.keygate.access.member.RoleHolders;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.Places;
import io.keygate.platform.persistence.Times;
import io.keygate.rotation.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Looks at the keys whose moment has come, and queues what somebody is to be told. Each batch is
 * claimed by locking its keys, and is one transaction; what another node has claimed is left to it.
 * So a prompt is queued once, by however many nodes, and after a crash by the next that looks.
 */
@ApplicationScoped
public class DueKeys {
  /** Finds keys by the index of the moments; the figure is in the benchmark. */
  public static final String FIND =
      "select api_key_id from rotation_schedule where look_at <= ? order by look_at, api_key_id"
          + " limit ?";

  private static final Logger log = Logger.getLogger(DueKeys.class);
  private static final int BATCH = 200;

  /** How soon again, where a key cannot be looked at. */
  private static final Duration SOON = Duration.ofHours(1);

  private final Database database;
  private final RoleHolders holders;
  private final Webhooks webhooks;

  @Inject
  DueKeys(Database database, RoleHolders holders, Webhooks webhooks) {
    this.database = database;
    this.holders = holders;
    this.webhooks = webhooks;
  }

  /**
   * What a batch came to.
   *
   * @param looked how many keys were looked at; none where nothing is due, or others are at it
   * @param toDisable those that are to be disabled now
   */
  public record Batch(int looked, List<ToDisable> toDisable) {}

  /** Looks at the next of those whose moment has come. */
  public Batch next(Instant now) throws SQLException {
    try (Connection connection = database.gate().getConnection()) {
      connection.setAutoCommit(false);
      try {
        Batch batch = claimed(connection, now);
        connection.commit();
        return batch;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** Whether there is none whose moment has come, claimed by somebody or not. */
  public boolean isDone(Instant now) throws SQLException {
    try (Connection connection = database.gate().getConnection()) {
      return ids(connection, FIND, now, 1).isEmpty();
    }
  }

  private Batch claimed(Connection connection, Instant now) throws SQLException {
    List<Long> found = ids(connection, FIND, now, BATCH);
    if (found.isEmpty()) {
      return new Batch(0, List.of());
    }
    var writer = new ScheduleWriter(connection, now);
    List<DueKey> keys = locked(connection, found, now, writer);
    var addressees = new Addressees(holders);
    Map<Long, List<String>> called = new HashMap<>();
    List<ToDisable> toDisable = new ArrayList<>();
    List<ScheduleWriter.Prompt> announcements = new ArrayList<>();
    for (DueKey key : keys) {
      Agenda agenda = Agenda.of(key, Announcement.of(connection, key, now), now);
      if (agenda.disables()) {
        toDisable.add(
            new ToDisable(
                key.id(),
                key.publicId(),
                key.organizationId(),
                requireNonNull(key.rotateBy()),
                key.day(now),
                addressees.of(key, true)));
      }
      writer.lookAt(key, agenda.lookAt());
      writer.cancelOther(key, agenda.due());
      Instant due = agenda.due();
      Stage stage = agenda.stage();
      if (due == null || (stage == null && !agenda.announces())) {
        continue;
      }
      boolean ownersToo = (stage != null && stage.isEscalated()) || writer.hasGivenUp(key, due);
      Set<String> addresses = addressees.of(key, ownersToo);
      List<String> hooks = called.computeIfAbsent(key.organizationId(), webhooks::ids);
      if (stage != null) {
        writer.queue(
            new ScheduleWriter.Prompt(
                key, due, stage.word(), agenda.disableAt(), addresses, hooks));
      }
      Instant day = agenda.disableAt();
      if (agenda.announces() && day != null) {
        // NB: by the policy's day, which stays; the one that is told moves on until it is told.
        String word = Stage.announcing(key.day(key.disableAt().orElse(day)));
        announcements.add(new ScheduleWriter.Prompt(key, due, word, day, addresses, hooks));
      }
    }
    writer.write();
    announce(connection, announcements, now);
    return new Batch(keys.size(), toDisable);
  }

  /** Those that the stages have not announced, which are queued by now. */
  private static void announce(
      Connection connection, List<ScheduleWriter.Prompt> announcements, Instant now)
      throws SQLException {
    var writer = new ScheduleWriter(connection, now);
    for (ScheduleWriter.Prompt prompt : announcements) {
      Instant day = requireNonNull(prompt.disableAt());
      if (!Announcement.of(connection, prompt.key(), now).isBy(day)) {
        writer.queue(prompt);
      }
    }
    writer.write();
  }

  /** Those of them that nobody else has, as they are now. */
  private static List<DueKey> locked(
      Connection connection, List<Long> found, Instant now, ScheduleWriter writer)
      throws SQLException {
    // NB: keys before schedules, in the order of all who change keys; so nobody waits in a circle.
    String places = Places.of(found.size());
    List<Long> held = new ArrayList<>();
    try (var statement =
        connection.prepareStatement(
            "select id from api_key where id in ("
                + places
                + ") order by id for update skip locked")) {
      for (int i = 0; i < found.size(); i++) {
        statement.setLong(i + 1, found.get(i));
      }
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          held.add(row.getLong(1));
        }
      }
    }
    List<DueKey> keys = new ArrayList<>();
    if (held.isEmpty()) {
      return keys;
    }
    // NB: asked again; another node may have looked at it until we had the lock.
    try (var statement =
        connection.prepareStatement(
            DueKey.SELECT
                + " where r.look_at <= ? and k.id in ("
                + Places.of(held.size())
                + ") order by k.id")) {
      statement.setObject(1, Times.toColumn(now));
      for (int i = 0; i < held.size(); i++) {
        statement.setLong(i + 2, held.get(i));
      }
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          try {
            keys.add(DueKey.read(row, now));
          } catch (RuntimeException e) {
            // NB: one that somebody has spoiled does not hold up the others.
            log.errorf(e, "%s cannot be looked at", row.getString(2));
            writer.lookAt(row.getLong(1), now.plus(SOON));
          }
        }
      }
    }
    return keys;
  }

  private static List<Long> ids(Connection connection, String sql, Instant now, int rows)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, Times.toColumn(now));
      statement.setInt(2, rows);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    return ids;
  }
}
