package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.platform.mac.MacKeyFile;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps counters in the database, each under a MAC: what they hold becomes events, and nobody shall
 * have events signed by writing them there. One that is not ours is thrown away, loudly.
 */
@ApplicationScoped
class Counters {
  private static final Logger log = Logger.getLogger(Counters.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EntityManager entities;
  private final AuditKeys keys;

  @Inject
  Counters(EntityManager entities, AuditKeys keys) {
    this.entities = entities;
    this.keys = keys;
  }

  /** The counter, locked; made as {@code first} where there is none. */
  Counter lockedOrNew(byte[] id, Counter first) {
    Long organizationId = first.draft().organizationId();
    entities
        .createNativeQuery(
            """
            insert into audit_repeat (id, organization_id, body, window_seconds, window_ends_at,
              occurrences, first_at, last_at, mac)
            values (:id, nullif(:organizationId, 0), :body, :seconds, :end, 0, :first, :last, :mac)
            on duplicate key update id = id\
            """)
        .setParameter("id", id)
        .setParameter("organizationId", organizationId == null ? 0 : organizationId)
        .setParameter("body", first.draft().text())
        .setParameter("seconds", first.window().toSeconds())
        .setParameter("end", Times.toColumn(first.windowEndsAt()))
        .setParameter("first", Times.toColumn(first.firstAt()))
        .setParameter("last", Times.toColumn(first.lastAt()))
        .setParameter("mac", mac(id, first, keys.file().newest()))
        .executeUpdate();
    return locked(id).orElse(first);
  }

  /** The counter, locked; empty where there is none, or one that somebody else has made. */
  Optional<Counter> locked(byte[] id) {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                select organization_id, body, window_seconds, window_ends_at, occurrences, first_at,
                  last_at, mac
                from audit_repeat where id = :id for update\
                """,
                Object[].class)
            .setParameter("id", id)
            .getResultList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Object[] row = (Object[]) rows.get(0);
    Counter counter = read(row);
    if (counter == null || !isOurs(id, counter, (byte[]) row[7])) {
      log.error("SOMEBODY HAS WRITTEN INTO audit_repeat; the row is not used");
      remove(id);
      return Optional.empty();
    }
    return Optional.of(counter);
  }

  private static @Nullable Counter read(Object[] row) {
    Long organizationId = row[0] == null ? null : ((Number) row[0]).longValue();
    try {
      Map<String, Object> fields = JSON.readValue((String) row[1], new TypeReference<>() {});
      return new Counter(
          new Draft(organizationId, Chains.PLATFORM, fields),
          Duration.ofSeconds(((Number) row[2]).longValue()),
          instant(row[3]),
          ((Number) row[4]).longValue(),
          instant(row[5]),
          instant(row[6]));
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Writes what it is now; makes it where it has been thrown away. */
  void save(byte[] id, Counter counter) {
    Long organizationId = counter.draft().organizationId();
    entities
        .createNativeQuery(
            """
            replace into audit_repeat (id, organization_id, body, window_seconds, window_ends_at,
              occurrences, first_at, last_at, mac)
            values (:id, nullif(:organizationId, 0), :body, :seconds, :end, :count, :first, :last,
              :mac)\
            """)
        .setParameter("id", id)
        .setParameter("organizationId", organizationId == null ? 0 : organizationId)
        .setParameter("body", counter.draft().text())
        .setParameter("seconds", counter.window().toSeconds())
        .setParameter("end", Times.toColumn(counter.windowEndsAt()))
        .setParameter("count", counter.occurrences())
        .setParameter("first", Times.toColumn(counter.firstAt()))
        .setParameter("last", Times.toColumn(counter.lastAt()))
        .setParameter("mac", mac(id, counter, keys.file().newest()))
        .executeUpdate();
  }

  void remove(byte[] id) {
    entities
        .createNativeQuery("delete from audit_repeat where id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  private boolean isOurs(byte[] id, Counter counter, byte[] mac) {
    MacKeyFile file = keys.file();
    return file.newestFirst().stream()
        .anyMatch(key -> MessageDigest.isEqual(mac(id, counter, key), mac));
  }

  private byte[] mac(byte[] id, Counter counter, String key) {
    String text =
        String.join(
            "\n",
            "keygate audit counter",
            HexFormat.of().formatHex(id),
            String.valueOf(counter.draft().organizationId()),
            counter.draft().text(),
            Long.toString(counter.window().toSeconds()),
            micros(counter.windowEndsAt()),
            Long.toString(counter.occurrences()),
            micros(counter.firstAt()),
            micros(counter.lastAt()));
    return keys.file().mac(key, text.getBytes(UTF_8)).orElseThrow();
  }

  /** As the columns keep it. */
  private static String micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static Instant instant(Object column) {
    return (column instanceof Timestamp timestamp
            ? timestamp.toLocalDateTime()
            : (LocalDateTime) column)
        .toInstant(ZoneOffset.UTC);
  }
}
