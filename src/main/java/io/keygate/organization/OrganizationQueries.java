package io.keygate.organization;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface OrganizationQueries {
  EntityManager entityManager();

  @HQL("select o from Organization o where o.slug = :slug and o.deletedAt is null")
  List<Organization> bySlugRows(String slug);

  default Optional<Organization> bySlug(String slug) {
    return bySlugRows(slug).stream().findFirst();
  }

  @HQL(
      """
      select o from Organization o where o.id > :after and o.deletedAt is null
      order by o.id limit :rows\
      """)
  List<Organization> all(long after, int rows);

  @HQL(
      """
      select o from Organization o where o.id in :ids and o.id > :after and o.deletedAt is null
      order by o.id limit :rows\
      """)
  List<Organization> among(Collection<Long> ids, long after, int rows);
}
