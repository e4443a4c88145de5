package io.keygate.environment;

import io.keygate.organization.Organization;
import io.keygate.platform.problem.ProblemType;
import io.keygate.project.Project;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Finds environments by their slugs, which are unique over both levels (design.md section 2, "Names
 * and slugs").
 */
@ApplicationScoped
class Environments {
  private final EnvironmentQueries queries;
  private final ProjectService projects;

  @Inject
  Environments(EnvironmentQueries queries, ProjectService projects) {
    this.queries = queries;
    this.projects = projects;
  }

  /** One at the organization's level; a 404 problem where there is none. */
  Environment ofOrganization(Organization organization, String env) {
    return queries
        .atOrganization(organization.id(), env)
        .orElseThrow(
            () ->
                ProblemType.NOT_FOUND.with(
                    "There is no environment '" + env + "' at the organization's level."));
  }

  /** One of either level that a project has; a 404 problem where there is none. */
  Environment ofProject(Project project, String env) {
    return queries
        .inProject(project.organizationId(), project.id(), env)
        .orElseThrow(
            () ->
                ProblemType.NOT_FOUND.with(
                    "There is no environment '" + env + "' in project '" + project.slug() + "'."));
  }

  /** Refuses what the organization or one of its projects has; names the project. */
  void refuseTaken(long organizationId, String slug) {
    for (Environment other : queries.bySlug(organizationId, slug)) {
      Long projectId = other.projectId();
      throw ProblemType.SLUG_TAKEN.with(
          projectId == null
              ? "The organization has an environment '" + slug + "' already."
              : "Project '"
                  + projects.byId(projectId).slug()
                  + "' has an environment '"
                  + slug
                  + "' of its own.");
    }
  }

  /** Refuses what the project has, by itself or from the organization. */
  void refuseTakenInProject(Project project, String slug) {
    if (queries.inProject(project.organizationId(), project.id(), slug).isPresent()) {
      throw ProblemType.SLUG_TAKEN.with(
          "Project '" + project.slug() + "' has an environment '" + slug + "' already.");
    }
  }
}
