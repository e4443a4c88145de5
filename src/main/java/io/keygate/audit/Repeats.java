package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Writes down what is seen and changes nothing: the first of its kind at once, the others as one
 * with a count at the end of the window. The counts are in the database, so that they are those of
 * all nodes and survive each of them.
 */
@ApplicationScoped
class Repeats {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 100;

  private final EntityManager entities;
  private final Trail trail;
  private final Clock clock;

  @Inject
  Repeats(EntityManager entities, Trail trail, Clock clock) {
    this.entities = entities;
    this.trail = trail;
    this.clock = clock;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void write(Occurrence seen) {
    Draft draft = Witness.of(seen);
    byte[] id = id(seen);
    insertIfMissing(id, draft, seen);
    Counter counter = locked(id);
    if (counter.isOpen()) {
      // NB: the one who is first has left a window that is over already.
      count(id, seen);
      return;
    }
    if (counter.occurrences() > 0) {
      trail.add(counter.draft());
    }
    trail.add(draft.counting(seen.count(), seen.firstAt(), seen.lastAt()));
    begin(id, clock.instant().plus(seen.window()));
  }

  private record Counter(
      Draft draft, long occurrences, Instant windowEndsAt, long windowSeconds, Instant now) {
    boolean isOpen() {
      return windowEndsAt.isAfter(now);
    }
  }

  /** Ends the windows that are over; returns how many there were, a hundred at most. */
  @Transactional
  int closeWindows() {
    Instant now = clock.instant();
    List<?> ids =
        entities
            .createNativeQuery(
                """
                select id from audit_repeat where window_ends_at <= :now
                order by window_ends_at limit :most for update skip locked\
                """)
            .setParameter("now", Times.toColumn(now))
            .setParameter("most", BATCH)
            .getResultList();
    for (Object id : ids) {
      close((byte[]) id, now);
    }
    return ids.size();
  }

  private void close(byte[] id, Instant now) {
    Counter counter = locked(id);
    if (counter.occurrences() == 0) {
      entities
          .createNativeQuery("delete from audit_repeat where id = :id")
          .setParameter("id", id)
          .executeUpdate();
      return;
    }
    trail.add(counter.draft());
    begin(id, now.plusSeconds(counter.windowSeconds()));
  }

  private void insertIfMissing(byte[] id, Draft draft, Occurrence seen) {
    entities
        .createNativeQuery(
            """
            insert into audit_repeat (id, organization_id, body, window_seconds, window_ends_at,
              occurrences, first_at, last_at)
            values (:id, nullif(:organizationId, 0), :body, :seconds, :over, 0, :first, :first)
            on duplicate key update id = id\
            """)
        .setParameter("id", id)
        .setParameter("organizationId", draft.organizationId() == null ? 0 : draft.organizationId())
        .setParameter("body", draft.text())
        .setParameter("seconds", seen.window().toSeconds())
        .setParameter("over", Times.toColumn(Instant.EPOCH))
        .setParameter("first", Times.toColumn(seen.firstAt()))
        .executeUpdate();
  }

  private void begin(byte[] id, Instant end) {
    entities
        .createNativeQuery(
            """
            update audit_repeat set window_ends_at = :end, occurrences = 0 where id = :id\
            """)
        .setParameter("end", Times.toColumn(end))
        .setParameter("id", id)
        .executeUpdate();
  }

  private void count(byte[] id, Occurrence seen) {
    entities
        .createNativeQuery(
            """
            update audit_repeat set
              first_at = if(occurrences = 0, :first, first_at),
              occurrences = occurrences + :count,
              last_at = :last
            where id = :id\
            """)
        .setParameter("first", Times.toColumn(seen.firstAt()))
        .setParameter("count", seen.count())
        .setParameter("last", Times.toColumn(seen.lastAt()))
        .setParameter("id", id)
        .executeUpdate();
  }

  private Counter locked(byte[] id) {
    Object[] row =
        (Object[])
            entities
                .createNativeQuery(
                    """
                    select organization_id, body, occurrences, window_ends_at, window_seconds,
                      first_at, last_at
                    from audit_repeat where id = :id for update\
                    """,
                    Object[].class)
                .setParameter("id", id)
                .getSingleResult();
    Long organizationId = row[0] == null ? null : ((Number) row[0]).longValue();
    Map<String, Object> fields = fields((String) row[1]);
    long occurrences = ((Number) row[2]).longValue();
    var draft =
        new Draft(organizationId, Chains.PLATFORM, fields)
            .counting(occurrences, instant(row[5]), instant(row[6]));
    return new Counter(
        draft, occurrences, instant(row[3]), ((Number) row[4]).longValue(), clock.instant());
  }

  private static Instant instant(Object column) {
    if (column instanceof java.sql.Timestamp timestamp) {
      return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
    return ((LocalDateTime) column).toInstant(ZoneOffset.UTC);
  }

  private static Map<String, Object> fields(String body) {
    try {
      return JSON.readValue(body, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a counted event cannot be read", e);
    }
  }

  private static byte[] id(Occurrence seen) {
    String text =
        String.join(
            "\n",
            String.valueOf(seen.event().organizationId()),
            seen.event().action().word(),
            seen.sameness());
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
