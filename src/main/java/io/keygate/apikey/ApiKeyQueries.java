package io.keygate.apikey;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface ApiKeyQueries {
  EntityManager entityManager();

  @HQL(
      KeyRow.SELECT
          + """
          where k.publicId = :publicId
            and o.deletedAt is null and p.deletedAt is null and e.deletedAt is null\
          """)
  List<KeyRow> row(String publicId);

  @HQL(
      KeyRow.SELECT
          + """
          where k.streamId = :streamId and k.id > :afterId
          order by k.id limit :rows\
          """)
  List<KeyRow> page(long streamId, long afterId, int rows);

  /** Whatever is in the bin. */
  @HQL(
      KeyRow.SELECT
          + """
          where k.secretHash = :hash\
          """)
  List<KeyRow> byHash(byte[] hash);

  /** Whatever is in the bin. */
  @HQL(
      KeyRow.SELECT
          + """
          where k.publicId = :publicId\
          """)
  List<KeyRow> anyRow(String publicId);

  /** Whatever is in the bin. */
  @HQL(
      KeyRow.SELECT
          + """
          where k.id = :id\
          """)
  List<KeyRow> anyRow(long id);

  /** The public id that a purged key of the organization had. */
  default Optional<String> buriedId(byte[] hash, long organizationId) {
    List<?> ids =
        entityManager()
            .createNativeQuery(
                """
                select public_id from buried_key
                where secret_hash = :hash and organization_id = :organizationId\
                """)
            .setParameter("hash", hash)
            .setParameter("organizationId", organizationId)
            .getResultList();
    return ids.stream().findFirst().map(String.class::cast);
  }

  /** Whether a key with this hash was purged. */
  default boolean isBuried(byte[] hash) {
    return !entityManager()
        .createNativeQuery("select 1 from buried_key where secret_hash = :hash")
        .setParameter("hash", hash)
        .getResultList()
        .isEmpty();
  }

  /** Those of streams that can still be killed, whatever is in the bin; to be locked. */
  @HQL(
      KeyRow.SELECT
          + """
          where k.streamId in :streamIds and k.revokedAt is null
          order by k.id\
          """)
  List<KeyRow> notRevoked(Collection<Long> streamIds);

  /**
   * Those that open the gate, or would if they were enabled; of two that replace each other one.
   */
  @HQL(
      """
      select count(k) from ApiKey k
      where k.streamId = :streamId and k.revokedAt is null
        and (k.expiresAt is null or k.expiresAt > :now)
        and (k.overlapEndsAt is null or k.overlapEndsAt > :now and not exists (
          select after from ApiKey after
          where after.predecessorId = k.id and after.revokedAt is null
            and (after.expiresAt is null or after.expiresAt > :now)))\
      """)
  long countForLimit(long streamId, Instant now);

  /** Stream and number of those that open the gate. */
  @HQL(
      """
      select k.streamId, count(k) from ApiKey k
      where k.streamId in :streamIds and k.revokedAt is null and k.disabledAt is null
        and (k.expiresAt is null or k.expiresAt > :now)
        and (k.overlapEndsAt is null or k.overlapEndsAt > :now)
      group by k.streamId\
      """)
  List<Object[]> countLive(Collection<Long> streamIds, Instant now);

  @HQL("select distinct k.pepperId from ApiKey k where k.revokedAt is null")
  List<String> pepperIdsInUse();
}
