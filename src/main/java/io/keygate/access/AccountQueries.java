package io.keygate.access;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface AccountQueries {
  EntityManager entityManager();

  @HQL("select a from Account a where a.username = :username")
  List<Account> byUsernameRows(String username);

  default Optional<Account> byUsername(String username) {
    return byUsernameRows(username).stream().findFirst();
  }

  @HQL("select count(a) from Account a")
  long count();

  @HQL(
      """
      select m from Membership m
      where m.issuer = :issuer and m.subject = :subject and m.projectId is null\
      """)
  List<Membership> memberships(String issuer, String subject);

  @HQL(
      """
      select m from Membership m
      where m.issuer = :issuer and m.subject = :subject and m.organizationId = :organizationId and m.projectId is null\
      """)
  List<Membership> membershipRows(String issuer, String subject, long organizationId);

  default Optional<Membership> membership(String issuer, String subject, long organizationId) {
    return membershipRows(issuer, subject, organizationId).stream().findFirst();
  }
}
