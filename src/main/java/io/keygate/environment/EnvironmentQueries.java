package io.keygate.environment;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface EnvironmentQueries {
  EntityManager entityManager();

  @HQL(
      """
      select e from Environment e
      where e.organizationId = :organizationId and e.projectId is null
        and e.id > :after and e.deletedAt is null
      order by e.id limit :rows\
      """)
  List<Environment> ofOrganization(long organizationId, long after, int rows);

  @HQL(
      """
      select e from Environment e
      where e.organizationId = :organizationId
        and (e.projectId is null or e.projectId = :projectId)
        and e.id > :after and e.deletedAt is null
      order by e.id limit :rows\
      """)
  List<Environment> ofProject(long organizationId, long projectId, long after, int rows);

  @HQL(
      """
      select e from Environment e
      where e.organizationId = :organizationId
        and (e.projectId is null or e.projectId in :projectIds) and e.deletedAt is null
      order by e.id\
      """)
  List<Environment> ofProjects(long organizationId, Collection<Long> projectIds);

  @HQL(
      """
      select e from Environment e left join Project p on p.id = e.projectId
      where e.organizationId = :organizationId and e.slug = :slug and e.deletedAt is null
        and p.deletedAt is null\
      """)
  List<Environment> bySlug(long organizationId, String slug);

  @HQL(
      """
      select e from Environment e
      where e.organizationId = :organizationId and e.projectId is null and e.slug = :slug
        and e.deletedAt is null\
      """)
  List<Environment> atOrganizationRows(long organizationId, String slug);

  default Optional<Environment> atOrganization(long organizationId, String slug) {
    return atOrganizationRows(organizationId, slug).stream().findFirst();
  }

  @HQL("select e from Environment e where e.projectId = :projectId and e.deletedAt is null")
  List<Environment> ownOfProject(long projectId);

  @HQL("select s from Stream s where s.projectId = :projectId")
  List<Stream> streams(long projectId);

  @HQL("select s.id from Stream s where s.environmentId = :environmentId")
  List<Long> streamsOfEnvironment(long environmentId);

  @HQL("select s.id from Stream s where s.projectId = :projectId")
  List<Long> streamsOfProject(long projectId);

  @HQL("select s.id from Stream s where s.organizationId = :organizationId")
  List<Long> streamsOfOrganization(long organizationId);

  @HQL(
      """
      select e from Environment e
      where e.organizationId = :organizationId
        and (e.projectId is null or e.projectId = :projectId)
        and e.slug = :slug and e.deletedAt is null\
      """)
  List<Environment> inProjectRows(long organizationId, long projectId, String slug);

  default Optional<Environment> inProject(long organizationId, long projectId, String slug) {
    return inProjectRows(organizationId, projectId, slug).stream().findFirst();
  }

  @HQL(
      """
      select s from Stream s
      where s.projectId = :projectId and s.environmentId = :environmentId\
      """)
  List<Stream> streamRows(long projectId, long environmentId);

  default Optional<Stream> stream(long projectId, long environmentId) {
    return streamRows(projectId, environmentId).stream().findFirst();
  }
}
