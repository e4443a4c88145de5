package io.keygate.rotation.schedule;

import io.keygate.platform.persistence.Places;
import io.keygate.platform.persistence.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of keys comes to, written in one go: first the schedule, then the reminders, in the
 * order of all who touch both.
 */
final class ScheduleWriter {
  private static final String GIVEN_UP =
      """
      select 1 from reminder where api_key_id = ? and due_at = ? and state = 'GIVEN_UP'
        and channel = 'MAIL' and created_at <= ? limit 1\
      """;

  private static final String UNDELIVERABLE =
      "neither an owner of the key nor of the organization has a mail address";

  private final Connection connection;
  private final LocalDateTime now;
  private final List<Object[]> looks = new ArrayList<>();
  private final List<Object[]> ended = new ArrayList<>();
  private final List<Object[]> others = new ArrayList<>();
  private final List<Object[]> superseded = new ArrayList<>();
  private final List<Object[]> queued = new ArrayList<>();
  private final Map<Long, Set<String>> told = new LinkedHashMap<>();

  ScheduleWriter(Connection connection, Instant now) {
    this.connection = connection;
    this.now = Times.toColumn(now);
  }

  /** Looks again then; never again where null. */
  void lookAt(DueKey key, @Nullable Instant at) {
    if (at == null) {
      ended.add(new Object[] {key.id()});
    } else {
      looks.add(new Object[] {Times.toColumn(at), key.id()});
    }
  }

  /** Cancels what is queued for another due date than this. */
  void cancelOther(DueKey key, @Nullable Instant due) {
    others.add(new Object[] {now, key.id(), due == null ? null : Times.toColumn(due)});
  }

  /**
   * What some people and webhooks are to be told.
   *
   * @param word as the outbox names it
   * @param disableAt what it says of the day on which the key is disabled
   * @param addresses of people; where there is none it is given up
   * @param webhooks public ids
   */
  record Prompt(
      DueKey key,
      Instant due,
      String word,
      @Nullable Instant disableAt,
      Set<String> addresses,
      List<String> webhooks) {}

  /** Queues it, unless that was done before; what waited for them of earlier stages ends. */
  void queue(Prompt prompt) {
    Set<String> addresses = prompt.addresses();
    told.put(prompt.key().id(), addresses);
    queue(prompt, "MAIL", addresses.isEmpty() ? Set.of("") : addresses);
    queue(prompt, "WEBHOOK", prompt.webhooks());
  }

  private void queue(Prompt prompt, String channel, Collection<String> recipients) {
    Instant disableAt = prompt.disableAt();
    for (String address : recipients) {
      queued.add(
          new Object[] {
            prompt.key().organizationId(),
            prompt.key().id(),
            Times.toColumn(prompt.due()),
            prompt.word(),
            channel,
            address,
            address.isEmpty() ? "GIVEN_UP" : "QUEUED",
            now,
            disableAt == null ? null : Times.toColumn(disableAt),
            address.isEmpty() ? now : null,
            address.isEmpty() ? UNDELIVERABLE : null
          });
      superseded.add(new Object[] {now, prompt.key().id(), address, prompt.word()});
    }
  }

  /** Looks again then at one that cannot be looked at now. */
  void lookAt(long keyId, Instant at) {
    looks.add(new Object[] {Times.toColumn(at), keyId});
  }

  /** Whether somebody could not be told of this due date. */
  boolean hasGivenUp(DueKey key, Instant due) throws SQLException {
    try (var statement = connection.prepareStatement(GIVEN_UP)) {
      statement.setLong(1, key.id());
      statement.setObject(2, Times.toColumn(due));
      statement.setObject(3, now);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  void write() throws SQLException {
    run("update rotation_schedule set look_at = ? where api_key_id = ?", looks);
    run("delete from rotation_schedule where api_key_id = ?", ended);
    run(
        """
        update reminder set state = 'CANCELLED', ended_at = ?, ended_why = 'the date has moved'
        where api_key_id = ? and state = 'QUEUED' and stage not like 'DISABLED%' and not due_at <=> ?\
        """,
        others);
    for (Map.Entry<Long, Set<String>> key : told.entrySet()) {
      cancelOfOthers(key.getKey(), key.getValue());
    }
    run(
        """
        update reminder set state = 'SUPERSEDED', ended_at = ?,
          ended_why = 'a later one took its place'
        where api_key_id = ? and recipient = ? and state = 'QUEUED' and stage not like 'DISABLED%'
          and stage <> ?\
        """,
        superseded);
    // NB: what was cancelled or superseded before it went out, and is due after all, is queued
    // again. The state comes last; the others are decided by what it was.
    run(
        """
        insert into reminder (organization_id, api_key_id, due_at, stage, channel, recipient,
          state, created_at, disable_at, ended_at, ended_why)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on duplicate key update
          delivery_id = if(state in ('CANCELLED', 'SUPERSEDED'), null, delivery_id),
          ended_at = if(state in ('CANCELLED', 'SUPERSEDED'), null, ended_at),
          ended_why = if(state in ('CANCELLED', 'SUPERSEDED'), null, ended_why),
          disable_at = if(state in ('CANCELLED', 'SUPERSEDED'), values(disable_at), disable_at),
          created_at = if(state in ('CANCELLED', 'SUPERSEDED'), values(created_at), created_at),
          state = if(state in ('CANCELLED', 'SUPERSEDED'), values(state), state)\
        """,
        queued);
  }

  /** Whoever has nothing to do with the key any more is not told of it. */
  private void cancelOfOthers(long keyId, Set<String> addresses) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(now, keyId));
    values.addAll(addresses);
    String others =
        addresses.isEmpty() ? "" : " and recipient not in (" + Places.of(addresses.size()) + ")";
    run(
        """
        update reminder set state = 'CANCELLED', ended_at = ?, ended_why = 'others are told now'
        where api_key_id = ? and state = 'QUEUED' and channel = 'MAIL' and stage not like 'DISABLED%'\
        """
            + others,
        List.<Object[]>of(values.toArray()));
  }

  private void run(String sql, List<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          if (row[i] == null) {
            statement.setNull(i + 1, Types.NULL);
          } else {
            statement.setObject(i + 1, row[i]);
          }
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
