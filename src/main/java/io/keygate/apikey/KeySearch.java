package io.keygate.apikey;

import io.keygate.platform.text.LikePattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds keys of an organization by a filter. */
@ApplicationScoped
class KeySearch {
  private static final String ROWS =
      KeyRow.SELECT
          + """
          where o.id = :organization and p.deletedAt is null and e.deletedAt is null\
          """;

  private static final String EXPIRED = "(k.expiresAt <= :now or k.overlapEndsAt <= :now)";
  private static final String NOT_EXPIRED =
      "(k.expiresAt is null or k.expiresAt > :now)"
          + " and (k.overlapEndsAt is null or k.overlapEndsAt > :now)";

  private final EntityManager entities;

  @Inject
  KeySearch(EntityManager entities) {
    this.entities = entities;
  }

  /** Those after an id, in the order of their ids. */
  List<KeyRow> page(long organizationId, KeyFilter filter, Instant now, long after, int rows) {
    return query(organizationId, filter, now, " and k.id > :after")
        .setParameter("after", after)
        .setMaxResults(rows)
        .getResultList();
  }

  /** All that are not revoked. */
  List<KeyRow> notRevoked(long organizationId, KeyFilter filter, Instant now) {
    return query(organizationId, filter, now, " and k.revokedAt is null").getResultList();
  }

  private TypedQuery<KeyRow> query(
      long organizationId, KeyFilter filter, Instant now, String more) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("organization", organizationId);
    var text = new StringBuilder(ROWS).append(more);
    and(text, parameters, "p.slug = :project", "project", filter.project());
    and(text, parameters, "e.slug = :environment", "environment", filter.environment());
    and(text, parameters, "lower(k.owner) = :owner", "owner", lower(filter.owner()));
    and(text, parameters, "k.expiresAt < :expiresBefore", "expiresBefore", filter.expiresBefore());
    and(
        text,
        parameters,
        "coalesce(k.lastUsedAt, k.createdAt) < :unusedSince",
        "unusedSince",
        filter.unusedSince());
    String q = filter.q();
    if (q != null && !q.isBlank()) {
      text.append(
          """
           and (lower(k.name) like :part escape '!' or lower(k.owner) like :part escape '!'
            or lower(k.note) like :part escape '!' or lower(k.storedWhere) like :part escape '!'
            or lower(k.publicId) like :part escape '!' or k.lastFour = :q)\
          """);
      parameters.put("part", LikePattern.containing(q.strip().toLowerCase(Locale.ROOT)));
      parameters.put("q", q.strip());
    }
    List<KeyState> states = filter.state();
    if (states != null && !states.isEmpty()) {
      text.append(" and (");
      // NB: each once; the text of the query must not grow with what a caller repeats.
      text.append(
          states.stream().distinct().map(KeySearch::condition).collect(Collectors.joining(" or ")));
      text.append(')');
      if (text.indexOf(":now") >= 0) {
        parameters.put("now", now);
      }
    }
    TypedQuery<KeyRow> query =
        entities.createQuery(text.append(" order by k.id").toString(), KeyRow.class);
    parameters.forEach(query::setParameter);
    return query;
  }

  private static void and(
      StringBuilder text,
      Map<String, Object> parameters,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      text.append(" and ").append(condition);
      parameters.put(name, value);
    }
  }

  /** The same as {@link KeyState#at}, for the database. */
  private static String condition(KeyState state) {
    String notRevoked = "(k.revokedAt is null and k.disabledAt is null and ";
    return switch (state) {
      case REVOKED -> "k.revokedAt is not null";
      case DISABLED -> "(k.revokedAt is null and k.disabledAt is not null)";
      case EXPIRED -> notRevoked + EXPIRED + ")";
      case OVERLAP -> notRevoked + NOT_EXPIRED + " and k.overlapEndsAt is not null)";
      case ACTIVE -> notRevoked + NOT_EXPIRED + " and k.overlapEndsAt is null)";
    };
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
