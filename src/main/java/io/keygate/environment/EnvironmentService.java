package io.keygate.environment;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationCreated;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import io.keygate.platform.web.IfMatch;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Creates, finds and changes environments of both levels. */
@ApplicationScoped
@Transactional
public class EnvironmentService implements ProjectEnvironments {
  /** Slugs and names of those that every organization has and that cannot be deleted. */
  private static final List<String> BUILT_IN = List.of("dev", "stg", "prd");

  private final EntityManager entities;
  private final EnvironmentQueries queries;
  private final OrganizationService organizations;
  private final ProjectService projects;
  private final Environments environments;
  private final StreamFacts facts;
  private final Streams streams;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  EnvironmentService(
      EntityManager entities,
      EnvironmentQueries queries,
      OrganizationService organizations,
      ProjectService projects,
      Environments environments,
      StreamFacts facts,
      Streams streams,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.projects = projects;
    this.environments = environments;
    this.facts = facts;
    this.streams = streams;
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
    environments.refuseTakenInProject(parent, slug.value());
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
  public Page<ProjectEnvironmentView> list(String org, String project, PageRequest page) {
    Project parent = projects.bySlug(org, project);
    List<Environment> rows =
        queries.ofProject(parent.organizationId(), parent.id(), page.after(), page.rows());
    Map<Long, ProjectEnvironmentView> views = facts.views(parent, rows);
    return Page.of(page, rows, Environment::id, e -> requireNonNull(views.get(e.id())));
  }

  /** One at the organization's level; a 404 problem where there is none. */
  public EnvironmentView read(String org, String env) {
    return EnvironmentView.of(environments.ofOrganization(organizations.bySlug(org), env));
  }

  /** One of either level as a project has it; a 404 problem where there is none. */
  public ProjectEnvironmentView read(String org, String project, String env) {
    Project parent = projects.bySlug(org, project);
    return facts.view(parent, environments.ofProject(parent, env));
  }

  /** One at the organization's level, if there is one. */
  public Optional<Environment> find(String org, String env) {
    return queries.atOrganization(organizations.bySlug(org).id(), env);
  }

  /** {@code organization} or {@code project}, if the project has such an environment. */
  public Optional<String> levelOf(String org, String project, String env) {
    Project parent = projects.bySlug(org, project);
    return queries
        .inProject(parent.organizationId(), parent.id(), env)
        .map(environment -> EnvironmentView.of(environment).level());
  }

  /** Takes over what the change gives, for all projects. */
  public EnvironmentView change(String org, String env, EnvironmentChange change, IfMatch ifMatch) {
    Environment environment = environments.ofOrganization(organizations.lock(org), env);
    take(environment, org + "/" + env, change, ifMatch);
    return EnvironmentView.of(environment);
  }

  /**
   * Takes over what the change gives, for one project. Of an environment of all projects only the
   * protection can differ in one.
   */
  public ProjectEnvironmentView change(
      String org, String project, String env, EnvironmentChange change, IfMatch ifMatch) {
    organizations.lock(org);
    Project parent = projects.bySlug(org, project);
    Environment environment = environments.ofProject(parent, env);
    String path = org + "/" + project + "/" + env;
    if (environment.projectId() != null) {
      take(environment, path, change, ifMatch);
    } else {
      protectStream(parent, environment, path, change, ifMatch);
    }
    return facts.view(parent, environment);
  }

  private void take(
      Environment environment, String path, EnvironmentChange change, IfMatch ifMatch) {
    ifMatch.check(environment.version());
    EnvironmentView before = EnvironmentView.of(environment);
    environment.take(change);
    entities.flush();
    Map<String, Change> changes = new TreeMap<>();
    Change.collect(changes, "protected", before.guarded(), environment.isProtected());
    Change.collect(changes, "ingestOnly", before.ingestOnly(), environment.ingestOnly());
    fireChanged(environment, path, changes);
  }

  private void protectStream(
      Project parent,
      Environment environment,
      String path,
      EnvironmentChange change,
      IfMatch ifMatch) {
    ifMatch.check(facts.view(parent, environment).version());
    if (change.ingestOnly() != null) {
      throw ProblemException.invalid(
          "ingestOnly", "of an environment of all projects is set at the organization");
    }
    Boolean wanted = change.guarded();
    if (wanted != null) {
      Map<String, Change> changes = new TreeMap<>();
      Stream stream = streams.lock(parent, environment);
      Change.collect(changes, "protected", stream.isProtected(environment), wanted);
      stream.protect(wanted);
      entities.flush();
      fireChanged(environment, path, changes);
    }
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
    environments.refuseTaken(organization.id(), slug.value());
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
    entities.flush();
    String path = parentPath + "/" + environment.slug();
    fire(
        Action.ENVIRONMENT_CREATED,
        environment,
        path,
        Map.of("name", Change.to(environment.name())));
    return EnvironmentView.of(environment);
  }

  private void fireChanged(Environment environment, String path, Map<String, Change> changes) {
    if (!changes.isEmpty()) {
      fire(Action.ENVIRONMENT_CHANGED, environment, path, changes);
    }
  }

  private void fire(
      Action action, Environment environment, String path, Map<String, Change> changes) {
    events.fire(
        new DomainEvent(action, environment.organizationId(), environment.target(path), changes));
  }
}
