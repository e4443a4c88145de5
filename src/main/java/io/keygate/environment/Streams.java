package io.keygate.environment;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationService;
import io.keygate.project.Project;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Finds streams by the slugs of their parents; a stream's row is made when it is first needed. */
@ApplicationScoped
@Transactional
public class Streams {
  private final EntityManager entities;
  private final EnvironmentQueries queries;
  private final Environments environments;
  private final ProjectService projects;
  private final OrganizationService organizations;

  @Inject
  Streams(
      EntityManager entities,
      EnvironmentQueries queries,
      Environments environments,
      ProjectService projects,
      OrganizationService organizations) {
    this.entities = entities;
    this.queries = queries;
    this.environments = environments;
    this.projects = projects;
    this.organizations = organizations;
  }

  /** What a stream is of, which is there as soon as both are. */
  public record Place(Organization organization, Project project, Environment environment) {

    /** Whether a new key may only ingest, where nothing else is asked for. */
    public boolean isIngestOnly() {
      return organization.ingestOnly() || environment.ingestOnly();
    }
  }

  /**
   * The two that make a stream, kept from deletion until the transaction ends; a 404 problem that
   * names the one that is missing.
   */
  public Place keep(String org, String project, String env) {
    return place(organizations.keep(org), project, env);
  }

  /** The two that make a stream; a 404 problem that names the one that is missing. */
  public Place place(String org, String project, String env) {
    return place(organizations.bySlug(org), project, env);
  }

  private Place place(Organization organization, String project, String env) {
    Project parent = projects.bySlug(organization.slug(), project);
    Environment environment = environments.ofProject(parent, env);
    return new Place(organization, parent, environment);
  }

  /** Internal ids of the streams of an environment, in all projects. */
  public List<Long> ofEnvironment(long environmentId) {
    return queries.streamsOfEnvironment(environmentId);
  }

  /** Internal ids of the streams of a project. */
  public List<Long> ofProject(long projectId) {
    return queries.streamsOfProject(projectId);
  }

  /** Internal ids of the streams of an organization. */
  public List<Long> ofOrganization(long organizationId) {
    return queries.streamsOfOrganization(organizationId);
  }

  /** The stream's row, if it has been needed before. */
  public Optional<Stream> find(Place place) {
    return queries.stream(place.project().id(), place.environment().id());
  }

  /** The stream's row, made where there is none, locked until the transaction ends. */
  public Stream lock(Place place) {
    return lock(place.project(), place.environment());
  }

  Stream lock(Project project, Environment environment) {
    // NB: one statement that cannot fail when two come at once; the id of what is there stays.
    entities
        .createNativeQuery(
            """
            insert into stream (organization_id, project_id, environment_id)
            values (:organization, :project, :environment)
            on duplicate key update id = id\
            """)
        .setParameter("organization", project.organizationId())
        .setParameter("project", project.id())
        .setParameter("environment", environment.id())
        .executeUpdate();
    Stream stream = queries.stream(project.id(), environment.id()).orElseThrow();
    entities.refresh(stream, LockModeType.PESSIMISTIC_WRITE);
    return stream;
  }
}
