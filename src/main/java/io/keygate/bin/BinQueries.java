package io.keygate.bin;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface BinQueries {
  EntityManager entityManager();

  @HQL(
      BinRow.SELECT
          + """
          where b.organizationId = :organizationId and b.deletedAt > :since and b.id > :after
          order by b.id limit :rows\
          """)
  List<BinRow> page(long organizationId, Instant since, long after, int rows);

  @HQL(
      BinRow.SELECT
          + """
          where b.organizationId = :organizationId and b.deletedAt > :since
            and b.publicId = :publicId\
          """)
  List<BinRow> rows(long organizationId, Instant since, String publicId);

  default Optional<BinRow> row(long organizationId, Instant since, String publicId) {
    return rows(organizationId, since, publicId).stream().findFirst();
  }
}
