package io.keygate.bin;

import io.keygate.environment.Environment;
import io.keygate.organization.Organization;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvents;
import io.keygate.project.Project;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Removes deleted organizations, projects and environments that hold nothing any more. */
@ApplicationScoped
class PurgedParents {
  private final EntityManager entities;
  private final DomainEvents events;

  @Inject
  PurgedParents(EntityManager entities, DomainEvents events) {
    this.entities = entities;
    this.events = events;
  }

  /** Internal ids of the environments that were deleted before that. */
  @Transactional
  List<Long> environments(Instant before) {
    return due("Environment", before);
  }

  /** Internal ids of the projects that were deleted before that. */
  @Transactional
  List<Long> projects(Instant before) {
    return due("Project", before);
  }

  /** Internal ids of the organizations that were deleted before that. */
  @Transactional
  List<Long> organizations(Instant before) {
    return due("Organization", before);
  }

  @Transactional
  void removeEnvironment(long id) {
    Environment environment = entities.find(Environment.class, id);
    remove("delete from rotation_policy where environment_id = :id", id);
    remove("delete from environment where id = :id", id);
    long organizationId = environment.organizationId();
    String org = slug(organizationId);
    Long projectId = environment.projectId();
    String project = projectId == null ? "" : "/" + entities.find(Project.class, projectId).slug();
    fire(
        Action.ENVIRONMENT_PURGED,
        organizationId,
        environment.target(org + project + "/" + environment.slug()));
  }

  @Transactional
  void removeProject(long id) {
    Project project = entities.find(Project.class, id);
    remove(
        """
        delete p from rotation_policy p join environment e on e.id = p.environment_id
        where e.project_id = :id\
        """,
        id);
    for (String table : List.of("bin_entry", "membership", "environment")) {
      remove("delete from " + table + " where project_id = :id", id);
    }
    remove("delete from project where id = :id", id);
    fire(
        Action.PROJECT_PURGED,
        project.organizationId(),
        project.target(slug(project.organizationId())));
  }

  @Transactional
  void removeOrganization(long id) {
    Organization organization = entities.find(Organization.class, id);
    for (String table :
        List.of(
            "bin_entry",
            "rotation_policy",
            "reminder",
            "delivery",
            "webhook",
            "calendar_feed",
            "membership",
            "group_role",
            "environment",
            "project")) {
      remove("delete from " + table + " where organization_id = :id", id);
    }
    remove("delete from organization where id = :id", id);
    fire(
        Action.ORGANIZATION_PURGED, id, DomainEvent.Target.of("organization", organization.slug()));
  }

  private List<Long> due(String type, Instant before) {
    return entities
        .createQuery("select t.id from " + type + " t where t.deletedAt < :before", Long.class)
        .setParameter("before", before)
        .getResultList();
  }

  private void remove(String sql, long id) {
    entities.createNativeQuery(sql).setParameter("id", id).executeUpdate();
  }

  private String slug(long organizationId) {
    return entities.find(Organization.class, organizationId).slug();
  }

  private void fire(Action action, long organizationId, DomainEvent.Target target) {
    events.fire(new DomainEvent(action, organizationId, target, Map.of()));
  }
}
