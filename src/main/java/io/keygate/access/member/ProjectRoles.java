package io.keygate.access.member;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Role;
import io.keygate.project.Project;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Roles that are raised in single projects. */
@ApplicationScoped
class ProjectRoles {
  private final EntityManager entities;
  private final MemberQueries queries;
  private final ProjectService projects;
  private final Caller caller;
  private final Clock clock;

  @Inject
  ProjectRoles(
      EntityManager entities,
      MemberQueries queries,
      ProjectService projects,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.projects = projects;
    this.caller = caller;
    this.clock = clock;
  }

  /** By the internal ids of the projects; 400 for one that is not there, or is not raised. */
  Map<Long, Role> checked(String org, MemberRoles wanted) {
    Map<Long, Role> checked = new HashMap<>();
    wanted
        .raised()
        .forEach(
            (slug, role) -> {
              String field = "projects." + slug;
              long id =
                  projects
                      .find(org, slug)
                      .map(Project::id)
                      .orElseThrow(() -> ProblemException.invalid(field, "is no project"));
              if (role == Role.AUDITOR || wanted.role().covers(role)) {
                throw ProblemException.invalid(
                    field, "must be a role that raises '" + wanted.role().word() + "'");
              }
              checked.put(id, role);
            });
    return checked;
  }

  /** The raised roles of somebody are these, and no other. */
  void replace(long organizationId, Subject who, Map<Long, Role> wanted) {
    Map<Long, Role> missing = new HashMap<>(wanted);
    for (Membership row : queries.raised(organizationId, List.of(who.subject()))) {
      if (row.who().equals(who)) {
        Role role = missing.remove(row.projectId());
        if (role == null) {
          entities.remove(row);
        } else {
          row.take(role);
        }
      }
    }
    missing.forEach(
        (project, role) ->
            entities.persist(
                new Membership(
                    organizationId, project, who, role, caller.subject(), clock.instant())));
    entities.flush();
  }
}
