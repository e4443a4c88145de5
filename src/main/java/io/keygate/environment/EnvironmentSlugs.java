package io.keygate.environment;

import io.keygate.platform.problem.ProblemType;
import io.keygate.project.Project;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Slugs of environments are unique over both levels (design.md section 2, "Names and slugs"). */
@ApplicationScoped
class EnvironmentSlugs {
  private final EnvironmentQueries queries;
  private final ProjectService projects;

  @Inject
  EnvironmentSlugs(EnvironmentQueries queries, ProjectService projects) {
    this.queries = queries;
    this.projects = projects;
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
