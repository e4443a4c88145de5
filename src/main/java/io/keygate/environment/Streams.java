package io.keygate.environment;

import io.keygate.platform.problem.ProblemType;
import io.keygate.project.Project;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Finds streams by the slugs of their parents; a stream's row is made when it is first needed. */
@ApplicationScoped
@Transactional
public class Streams {
  private final EntityManager entities;
  private final EnvironmentQueries queries;
  private final ProjectService projects;

  @Inject
  Streams(EntityManager entities, EnvironmentQueries queries, ProjectService projects) {
    this.entities = entities;
    this.queries = queries;
    this.projects = projects;
  }

  /** Project and environment of a stream, which is there as soon as both are. */
  public record Place(Project project, Environment environment) {}

  /** The two that make a stream; a 404 problem that names the one that is missing. */
  public Place place(String org, String project, String env) {
    Project parent = projects.bySlug(org, project);
    Environment environment =
        queries
            .inProject(parent.organizationId(), parent.id(), env)
            .orElseThrow(
                () ->
                    ProblemType.NOT_FOUND.with(
                        "There is no environment '" + env + "' in project '" + project + "'."));
    return new Place(parent, environment);
  }

  /** The stream's row, if it has been needed before. */
  public Optional<Stream> find(Place place) {
    return queries.stream(place.project().id(), place.environment().id());
  }

  /** The stream's row, made where there is none, locked until the transaction ends. */
  public Stream lock(Place place) {
    // NB: one statement that cannot fail when two come at once; the id of what is there stays.
    entities
        .createNativeQuery(
            """
            insert into stream (organization_id, project_id, environment_id)
            values (:organization, :project, :environment)
            on duplicate key update id = id\
            """)
        .setParameter("organization", place.project().organizationId())
        .setParameter("project", place.project().id())
        .setParameter("environment", place.environment().id())
        .executeUpdate();
    Stream stream = find(place).orElseThrow();
    entities.lock(stream, LockModeType.PESSIMISTIC_WRITE);
    return stream;
  }
}
