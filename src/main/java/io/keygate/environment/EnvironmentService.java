package io.keygate.environment;

import static java.util.stream.Collectors.toMap;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationCreated;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import io.keygate.project.Project;
import io.keygate.project.ProjectEnvironments;
import io.keygate.project.ProjectService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Creates and finds environments of both levels. */
@ApplicationScoped
@Transactional
public class EnvironmentService implements ProjectEnvironments {
  /** Slugs and names of those that every organization has and that cannot be deleted. */
  private static final List<String> BUILT_IN = List.of("dev", "stg", "prd");

  private final EntityManager entities;
  private final EnvironmentQueries queries;
  private final OrganizationService organizations;
  private final ProjectService projects;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  EnvironmentService(
      EntityManager entities,
      EnvironmentQueries queries,
      OrganizationService organizations,
      ProjectService projects,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.projects = projects;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  void addFirstEnvironments(
      @Observes @Priority(OrganizationCreated.ENVIRONMENTS) OrganizationCreated created) {
    Organization organization = created.organization();
    for (String slug : BUILT_IN) {
      add(
          organization.slug(),
          Environment.builtIn(organization.id(), slug, slug, caller.subject(), clock.instant()));
    }
    for (String name : created.environments()) {
      addToOrganization(organization, new NewEnvironment(name, null));
    }
  }

  /**
   * Creates an environment that is in all projects of the organization at once, present and future.
   */
  public EnvironmentView create(String org, NewEnvironment wanted) {
    return addToOrganization(organizations.lock(org), wanted);
  }

  /** Creates an environment of one project. */
  public EnvironmentView create(String org, String project, NewEnvironment wanted) {
    Organization organization = organizations.lock(org);
    Project parent = projects.bySlug(org, project);
    Slug slug = Slug.of(wanted.slug(), wanted.name());
    if (queries.inProject(organization.id(), parent.id(), slug.value()).isPresent()) {
      throw ProblemType.SLUG_TAKEN.with(
          "Project '" + project + "' has an environment '" + slug + "' already.");
    }
    return add(
        org + "/" + project,
        Environment.ofProject(
            organization.id(),
            parent.id(),
            slug.value(),
            wanted.name().strip(),
            caller.subject(),
            clock.instant()));
  }

  /** The environments at the organization's level. */
  public Page<EnvironmentView> list(String org, PageRequest page) {
    List<Environment> rows =
        queries.ofOrganization(organizations.bySlug(org).id(), page.after(), page.rows());
    return Page.of(page, rows, Environment::id, EnvironmentView::of);
  }

  /** The environments of both levels that a project has. */
  public Page<EnvironmentView> list(String org, String project, PageRequest page) {
    Project parent = projects.bySlug(org, project);
    List<Environment> rows =
        queries.ofProject(parent.organizationId(), parent.id(), page.after(), page.rows());
    return Page.of(page, rows, Environment::id, EnvironmentView::of);
  }

  @Override
  public Map<Long, List<String>> slugs(long organizationId, Collection<Long> projectIds) {
    if (projectIds.isEmpty()) {
      return Map.of();
    }
    List<Environment> rows = queries.ofProjects(organizationId, projectIds);
    return projectIds.stream()
        .collect(
            toMap(
                Function.identity(),
                id ->
                    rows.stream()
                        .filter(e -> e.projectId() == null || e.projectId().equals(id))
                        .map(Environment::slug)
                        .toList()));
  }

  private EnvironmentView addToOrganization(Organization organization, NewEnvironment wanted) {
    Slug slug = Slug.of(wanted.slug(), wanted.name());
    for (Environment other : queries.bySlug(organization.id(), slug.value())) {
      Long projectId = other.projectId();
      throw ProblemType.SLUG_TAKEN.with(
          projectId == null
              ? "The organization has an environment '" + slug + "' already."
              : "Project '"
                  + projects.slugOf(projectId)
                  + "' has an environment '"
                  + slug
                  + "' of its own.");
    }
    return add(
        organization.slug(),
        Environment.ofOrganization(
            organization.id(),
            slug.value(),
            wanted.name().strip(),
            caller.subject(),
            clock.instant()));
  }

  private EnvironmentView add(String parentPath, Environment environment) {
    entities.persist(environment);
    events.fire(
        new DomainEvent(
            "environment.created",
            environment.organizationId(),
            new DomainEvent.Target(
                "environment", environment.slug(), parentPath + "/" + environment.slug()),
            Map.of("name", Change.to(environment.name()))));
    return EnvironmentView.of(environment);
  }
}
