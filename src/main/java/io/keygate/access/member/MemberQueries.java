package io.keygate.access.member;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface MemberQueries {
  EntityManager entityManager();

  @HQL("select m from Membership m where m.issuer = :issuer and m.subject = :subject")
  List<Membership> everywhere(String issuer, String subject);

  @HQL(
      """
      select m from Membership m
      where m.organizationId = :organizationId and m.projectId is null and m.id > :after
      order by m.id limit :rows\
      """)
  List<Membership> page(long organizationId, long after, int rows);

  @HQL(
      """
      select m from Membership m
      where m.organizationId = :organizationId and m.subject = :subject and m.projectId is null\
      """)
  List<Membership> ofSubject(long organizationId, String subject);

  @HQL(
      """
      select m from Membership m
      where m.organizationId = :organizationId and m.issuer = :issuer and m.subject = :subject
        and m.projectId is null\
      """)
  List<Membership> rows(long organizationId, String issuer, String subject);

  default Optional<Membership> find(long organizationId, Subject who) {
    return rows(organizationId, who.issuer(), who.subject()).stream().findFirst();
  }

  @HQL(
      """
      select m from Membership m
      where m.organizationId = :organizationId and m.subject in :subjects
        and m.projectId is not null\
      """)
  List<Membership> raised(long organizationId, Collection<String> subjects);

  @HQL(
      """
      select m from Membership m
      where m.organizationId = :organizationId and m.projectId is null
        and m.role = io.keygate.platform.security.Role.OWNER\
      """)
  List<Membership> owners(long organizationId);

  @HQL("select g from GroupRole g where g.organizationId = :organizationId order by g.groupName")
  List<GroupRole> groupRoles(long organizationId);

  @HQL("select g from GroupRole g where g.groupName in :groups")
  List<GroupRole> ofGroups(Collection<String> groups);
}
