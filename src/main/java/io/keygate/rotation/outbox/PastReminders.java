package io.keygate.rotation.outbox;

import static io.keygate.platform.persistence.Times.fromColumn;
import static java.util.Objects.requireNonNull;

import io.keygate.apikey.Secret;
import io.keygate.rotation.outbox.Reminders.Row;
import io.keygate.rotation.schedule.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reminders that were made, with what became of them. */
@ApplicationScoped
class PastReminders {
  private static final int MOST_ATTEMPTS = 10;

  private final EntityManager entities;

  @Inject
  PastReminders(EntityManager entities) {
    this.entities = entities;
  }

  /** Those with a smaller id, the newest first. */
  List<Row> before(long organization, ReminderFilter filter, long before, int rows) {
    Map<String, Object> parameters = new HashMap<>();
    var conditions = new StringBuilder();
    filter
        .wantedState()
        .ifPresent(state -> and(conditions, parameters, "r.state", "state", state.name()));
    and(conditions, parameters, "k.public_id", "key", filter.key);
    String recipient = filter.recipient;
    // NB: addresses are kept in lower case, public ids are not.
    and(
        conditions,
        parameters,
        "r.recipient",
        "recipient",
        recipient == null || !recipient.contains("@")
            ? recipient
            : recipient.toLowerCase(Locale.ROOT));
    var query =
        entities
            .createNativeQuery(
                """
                select r.id, k.public_id, k.name, k.last_four, pj.slug, e.slug, r.stage, r.due_at,
                  r.created_at, r.state, r.channel, r.recipient, d.id, d.attempts, d.last_answer,
                  r.accepted_at, r.ended_why, r.disable_at, r.held_until, d.public_id
                from reminder r
                  join api_key k on k.id = r.api_key_id
                  join stream s on s.id = k.stream_id
                  join project pj on pj.id = s.project_id
                  join environment e on e.id = s.environment_id
                  left join delivery d on d.id = r.delivery_id
                where r.organization_id = :organization and r.id < :before
                """
                    + conditions
                    + " order by r.id desc limit :rows",
                Object[].class)
            .setParameter("organization", organization)
            .setParameter("before", before)
            .setParameter("rows", rows);
    parameters.forEach(query::setParameter);
    List<?> found = query.getResultList();
    Map<Long, List<ReminderView.Attempt>> logs = logs(found);
    List<Row> result = new ArrayList<>();
    for (Object row : found) {
      result.add(row((Object[]) row, logs));
    }
    return result;
  }

  private static void and(
      StringBuilder conditions,
      Map<String, Object> parameters,
      String column,
      String name,
      @Nullable Object value) {
    if (value != null) {
      conditions.append(" and ").append(column).append(" = :").append(name);
      parameters.put(name, value);
    }
  }

  private Map<Long, List<ReminderView.Attempt>> logs(List<?> rows) {
    List<Long> deliveries =
        rows.stream()
            .map(row -> ((Object[]) row)[12])
            .filter(Number.class::isInstance)
            .map(id -> ((Number) id).longValue())
            .distinct()
            .toList();
    Map<Long, List<ReminderView.Attempt>> logs = new HashMap<>();
    if (deliveries.isEmpty()) {
      return logs;
    }
    List<?> attempts =
        entities
            .createNativeQuery(
                """
                select delivery_id, at, outcome, answer from (
                  select a.*, row_number() over (partition by delivery_id order by id desc) as n
                  from delivery_attempt a where delivery_id in (:deliveries)) latest
                where n <= :most order by delivery_id, n desc\
                """,
                Object[].class)
            .setParameter("deliveries", deliveries)
            .setParameter("most", MOST_ATTEMPTS)
            .getResultList();
    for (Object attempt : attempts) {
      Object[] row = (Object[]) attempt;
      logs.computeIfAbsent(((Number) row[0]).longValue(), id -> new ArrayList<>())
          .add(
              new ReminderView.Attempt(
                  requireNonNull(fromColumn(row[1])),
                  ((String) row[2]).toLowerCase(Locale.ROOT).replace('_', '-'),
                  (String) row[3]));
    }
    return logs;
  }

  private static Row row(Object[] row, Map<Long, List<ReminderView.Attempt>> logs) {
    ReminderState state = ReminderState.valueOf((String) row[9]);
    String answer = (String) row[14];
    boolean accepted = state == ReminderState.ACCEPTED;
    Long delivery = row[12] == null ? null : ((Number) row[12]).longValue();
    return new Row(
        -((Number) row[0]).longValue(),
        new ReminderView(
            (String) row[1],
            (String) row[2],
            Secret.masked((String) row[5], (String) row[3]),
            (String) row[4],
            (String) row[5],
            Stage.shown((String) row[6]),
            requireNonNull(fromColumn(row[7])),
            requireNonNull(fromColumn(row[8])),
            state,
            ((String) row[10]).toLowerCase(Locale.ROOT),
            (String) row[11],
            null,
            (String) row[19],
            row[13] == null ? 0 : ((Number) row[13]).intValue(),
            accepted ? null : answer,
            fromColumn(row[15]),
            accepted ? answer : null,
            (String) row[16],
            fromColumn(row[17]),
            fromColumn(row[18]),
            delivery == null ? List.of() : logs.getOrDefault(delivery, List.of())));
  }
}
