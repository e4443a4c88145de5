package io.keygate.rotation.policy;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.annotations.processing.HQL;

/** Queries; their implementation is generated and checked at compile time. */
interface PolicyQueries {
  EntityManager entityManager();

  @HQL("select p from RotationPolicy p where p.streamId = :streamId")
  List<RotationPolicy> ofStream(long streamId);

  @HQL("select p from RotationPolicy p where p.environmentId = :environmentId")
  List<RotationPolicy> ofEnvironment(long environmentId);

  @HQL(
      """
      select p from RotationPolicy p
      where p.organizationId = :organizationId and p.environmentId is null and p.streamId is null\
      """)
  List<RotationPolicy> ofOrganization(long organizationId);
}
