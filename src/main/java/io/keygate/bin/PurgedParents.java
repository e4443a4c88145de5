package io.keygate.bin;

import io.keygate.environment.Environment;
import io.keygate.organization.Organization;
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

  /** Those that were deleted before that. */
  @Transactional
  void removeWhatIsEmpty(Instant before) {
    for (Environment environment : due(Environment.class, before)) {
      remove("delete from rotation_policy where environment_id = :id", environment.id());
      remove("delete from environment where id = :id", environment.id());
      fire("environment", environment.slug(), environment.organizationId());
    }
    for (Project project : due(Project.class, before)) {
      remove(
          """
          delete p from rotation_policy p join environment e on e.id = p.environment_id
          where e.project_id = :id\
          """,
          project.id());
      remove("delete from bin_entry where project_id = :id", project.id());
      remove("delete from membership where project_id = :id", project.id());
      remove("delete from environment where project_id = :id", project.id());
      remove("delete from project where id = :id", project.id());
      fire("project", project.slug(), project.organizationId());
    }
    for (Organization organization : due(Organization.class, before)) {
      long id = organization.id();
      for (String table :
          List.of("bin_entry", "rotation_policy", "reminder", "membership", "environment")) {
        remove("delete from " + table + " where organization_id = :id", id);
      }
      remove("delete from project where organization_id = :id", id);
      remove("delete from organization where id = :id", id);
      fire("organization", organization.slug(), id);
    }
  }

  private <T> List<T> due(Class<T> type, Instant before) {
    return entities
        .createQuery(
            "select t from " + type.getSimpleName() + " t where t.deletedAt < :before", type)
        .setParameter("before", before)
        .getResultList();
  }

  private void remove(String sql, long id) {
    entities.createNativeQuery(sql).setParameter("id", id).executeUpdate();
  }

  private void fire(String kind, String slug, long organizationId) {
    var target = new DomainEvent.Target(kind, slug, slug);
    events.fire(new DomainEvent(kind + ".purged", organizationId, target, Map.of()));
  }
}
