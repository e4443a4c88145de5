package io.keygate.rotation.webhook;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface WebhookQueries {
  EntityManager entityManager();

  @HQL(
      """
      select w from Webhook w where w.organizationId = :organizationId and w.id > :after
      order by w.id limit :rows\
      """)
  List<Webhook> page(long organizationId, long after, int rows);

  @HQL("select w from Webhook w where w.organizationId = :organizationId order by w.id")
  List<Webhook> of(long organizationId);

  @HQL("select w from Webhook w where w.publicId = :publicId")
  List<Webhook> byPublicIdRows(String publicId);

  default Optional<Webhook> byPublicId(String publicId) {
    return byPublicIdRows(publicId).stream().findFirst();
  }
}
