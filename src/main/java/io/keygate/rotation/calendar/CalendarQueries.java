package io.keygate.rotation.calendar;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface CalendarQueries {
  EntityManager entityManager();

  @HQL("select f from CalendarFeed f where f.tokenHash = :tokenHash")
  List<CalendarFeed> byTokenRows(byte[] tokenHash);

  default Optional<CalendarFeed> byToken(byte[] tokenHash) {
    return byTokenRows(tokenHash).stream().findFirst();
  }

  @HQL("select f from CalendarFeed f where f.organizationId = :organizationId")
  List<CalendarFeed> ofOrganizationRows(Long organizationId);

  default Optional<CalendarFeed> ofOrganization(Long organizationId) {
    return ofOrganizationRows(organizationId).stream().findFirst();
  }

  @HQL("select f from CalendarFeed f where f.issuer = :issuer and f.subject = :subject")
  List<CalendarFeed> ofPersonRows(String issuer, String subject);

  default Optional<CalendarFeed> ofPerson(String issuer, String subject) {
    return ofPersonRows(issuer, subject).stream().findFirst();
  }
}
