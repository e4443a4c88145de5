package io.keygate.project;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface ProjectQueries {
  EntityManager entityManager();

  @HQL(
      """
      select p from Project p
      where p.organizationId = :organizationId and p.slug = :slug and p.deletedAt is null\
      """)
  List<Project> bySlugRows(long organizationId, String slug);

  default Optional<Project> bySlug(long organizationId, String slug) {
    return bySlugRows(organizationId, slug).stream().findFirst();
  }

  @HQL(
      """
      select p from Project p
      where p.organizationId = :organizationId and p.id > :after and p.deletedAt is null
      order by p.id limit :rows\
      """)
  List<Project> page(long organizationId, long after, int rows);

  @HQL("select p from Project p where p.id in :ids and p.deletedAt is null")
  List<Project> among(Collection<Long> ids);
}
