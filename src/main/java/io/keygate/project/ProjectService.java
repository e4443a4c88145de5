package io.keygate.project;

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
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Creates, finds and renames projects. */
@ApplicationScoped
@Transactional
public class ProjectService {
  private static final String DEFAULT_NAME = "Default project";

  private final EntityManager entities;
  private final ProjectQueries queries;
  private final OrganizationService organizations;
  private final ProjectEnvironments environments;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  ProjectService(
      EntityManager entities,
      ProjectQueries queries,
      OrganizationService organizations,
      ProjectEnvironments environments,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.environments = environments;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  void addDefaultProject(
      @Observes @Priority(OrganizationCreated.PROJECT) OrganizationCreated created) {
    add(created.organization(), Slug.of(null, DEFAULT_NAME), DEFAULT_NAME);
  }

  /** Creates a project; 409 where the slug is in use in the organization. */
  public ProjectView create(String org, NewProject wanted) {
    Organization organization = organizations.lock(org);
    Slug slug = Slug.of(wanted.slug(), wanted.name());
    if (queries.bySlug(organization.id(), slug.value()).isPresent()) {
      throw ProblemType.SLUG_TAKEN.with("There is a project '" + slug + "' already.");
    }
    return view(add(organization, slug, wanted.name().strip()));
  }

  /** The project; a 404 problem where there is none. */
  public Project bySlug(String org, String slug) {
    return queries
        .bySlug(organizations.bySlug(org).id(), slug)
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no project '" + slug + "'."));
  }

  /** The slug of a project that is known to be there. */
  public String slugOf(long id) {
    return entities.getReference(Project.class, id).slug();
  }

  /** Like {@link #bySlug} as callers see it. */
  public ProjectView read(String org, String slug) {
    return view(bySlug(org, slug));
  }

  /** The organization's projects in the order of their creation. */
  public Page<ProjectView> list(String org, PageRequest page) {
    Organization organization = organizations.bySlug(org);
    List<Project> rows = queries.page(organization.id(), page.after(), page.rows());
    Map<Long, List<String>> slugs =
        environments.slugs(organization.id(), rows.stream().map(Project::id).toList());
    return Page.of(page, rows, Project::id, project -> view(project, slugs));
  }

  /** Gives a project another name; its slug stays. */
  public ProjectView rename(String org, String slug, String name) {
    Project project = bySlug(org, slug);
    String before = project.name();
    String after = name.strip();
    if (!after.equals(before)) {
      project.rename(after);
      events.fire(
          new DomainEvent(
              "project.renamed",
              project.organizationId(),
              target(org, project),
              Map.of("name", new Change(before, after))));
    }
    return view(project);
  }

  private Project add(Organization organization, Slug slug, String name) {
    var project =
        new Project(organization.id(), slug.value(), name, caller.subject(), clock.instant());
    entities.persist(project);
    events.fire(
        new DomainEvent(
            "project.created",
            organization.id(),
            target(organization.slug(), project),
            Map.of("name", Change.to(name))));
    return project;
  }

  private ProjectView view(Project project) {
    return view(project, environments.slugs(project.organizationId(), List.of(project.id())));
  }

  private static ProjectView view(Project project, Map<Long, List<String>> environments) {
    return new ProjectView(
        project.slug(),
        project.name(),
        project.createdAt(),
        environments.getOrDefault(project.id(), List.of()));
  }

  private static DomainEvent.Target target(String org, Project project) {
    return new DomainEvent.Target("project", project.slug(), org + "/" + project.slug());
  }
}
