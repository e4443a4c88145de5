package io.keygate.rotation.policy;

import io.keygate.apikey.RotationTerms;
import io.keygate.platform.persistence.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when each key shall be rotated. For a new key that is its age under the policy. A policy
 * that binds a key anew, or more strictly, gives it at least the policy's notice; one that is laxer
 * counts as it is; what was due before stays due (design.md section 7, 11).
 */
@ApplicationScoped
class RotateBy implements RotationTerms {
  /** So many keys at once: a statement ends long before the connection's patience does. */
  private static final int BATCH = 20_000;

  private static final String DATE =
      """
      if(p.id is null, null, greatest(
        k.created_at + interval p.max_age_days day,
        least(coalesce(k.rotate_by, :now + interval p.notice_days day),
          :now + interval p.notice_days day)))\
      """;

  private static final String KEYS =
      """

      where s.organization_id = :organization and k.revoked_at is null and k.id > :after
        and k.id <= :last\
      """;

  private static final String COMPUTE =
      "update api_key k join stream s on s.id = k.stream_id\n"
          + EffectivePolicy.JOIN
          + "set k.rotate_by = "
          + DATE
          + KEYS
          + " and not k.rotate_by <=> "
          + DATE;

  private static final String LOOK =
      """
      insert into rotation_schedule (api_key_id, look_at)
      select k.id, :now from api_key k join stream s on s.id = k.stream_id\
      """
          + KEYS
          + " on duplicate key update look_at = least(look_at, values(look_at))";

  private final EntityManager entities;

  @Inject
  RotateBy(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public @Nullable Instant rotateBy(long streamId, Instant createdAt) {
    List<?> days =
        entities
            .createNativeQuery(
                "select p.max_age_days from stream s\n"
                    + EffectivePolicy.JOIN
                    + "where s.id = :stream and p.id is not null",
                Integer.class)
            .setParameter("stream", streamId)
            .getResultList();
    return days.isEmpty() ? null : createdAt.plus(Duration.ofDays((Integer) days.get(0)));
  }

  /**
   * Computes it anew for all keys of an organization that are not revoked, and has them looked at.
   *
   * @return how many keys have another date now
   */
  @Transactional(Transactional.TxType.MANDATORY)
  int compute(long organizationId, Instant now) {
    int changed = 0;
    for (long after = 0, last = last(organizationId, after);
        last > 0;
        after = last, last = last(organizationId, after)) {
      // NB: in this order, which is that of all who change a key; it cannot lead to a deadlock.
      changed += run(COMPUTE, organizationId, after, last, now);
      run(LOOK, organizationId, after, last, now);
    }
    return changed;
  }

  /** The last key of the next batch; 0 where there is none. */
  private long last(long organizationId, long after) {
    Object last =
        entities
            .createNativeQuery(
                """
                select coalesce(max(id), 0) from (
                  select k.id from api_key k join stream s on s.id = k.stream_id
                  where s.organization_id = :organization and k.revoked_at is null and k.id > :after
                  order by k.id limit :batch) next\
                """)
            .setParameter("organization", organizationId)
            .setParameter("after", after)
            .setParameter("batch", BATCH)
            .getSingleResult();
    return ((Number) last).longValue();
  }

  private int run(String sql, long organizationId, long after, long last, Instant now) {
    return entities
        .createNativeQuery(sql)
        .setParameter("organization", organizationId)
        .setParameter("after", after)
        .setParameter("last", last)
        .setParameter("now", Times.toColumn(now))
        .executeUpdate();
  }
}
