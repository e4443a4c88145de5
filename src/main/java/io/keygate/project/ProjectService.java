package io.keygate.project;

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
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final Event<ProjectDeleted> deleted;
  private final Event<ProjectRestored> restored;
  private final Caller caller;
  private final Clock clock;

  @Inject
  ProjectService(
      EntityManager entities,
      ProjectQueries queries,
      OrganizationService organizations,
      ProjectEnvironments environments,
      DomainEvents events,
      Event<ProjectDeleted> deleted,
      Event<ProjectRestored> restored,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.environments = environments;
    this.events = events;
    this.deleted = deleted;
    this.restored = restored;
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
    refuseTaken(organization, slug.value());
    return view(add(organization, slug, wanted.name().strip()));
  }

  /** The project; a 404 problem where there is none. */
  public Project bySlug(String org, String slug) {
    return queries.bySlug(organizations.bySlug(org).id(), slug).orElseThrow(() -> absent(slug));
  }

  /** The project, if there is one. */
  public Optional<Project> find(String org, String slug) {
    return queries.bySlug(organizations.bySlug(org).id(), slug);
  }

  /** The slugs of those of these internal ids that there are. */
  public Map<Long, String> slugs(Collection<Long> ids) {
    return ids.isEmpty()
        ? Map.of()
        : queries.among(ids).stream().collect(Collectors.toMap(Project::id, Project::slug));
  }

  /** A project that is known to be there, in the bin perhaps. */
  public Project byId(long id) {
    return entities.getReference(Project.class, id);
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
  public ProjectView rename(String org, String slug, String name, IfMatch ifMatch) {
    Project project = bySlug(org, slug);
    entities.refresh(project, LockModeType.PESSIMISTIC_WRITE);
    refuseDeleted(project);
    ifMatch.check(project.version());
    String before = project.name();
    String after = name.strip();
    if (!after.equals(before)) {
      project.rename(after);
      entities.flush();
      events.fire(
          new DomainEvent(
              Action.PROJECT_RENAMED,
              project.organizationId(),
              project.target(org),
              Map.of("name", new Change(before, after))));
    }
    return view(project);
  }

  /** Deletes it: its data is hidden, and all its keys are dead, when this has returned. */
  public void delete(String org, String slug, Confirmation confirmation, IfMatch ifMatch) {
    organizations.lock(org);
    Project project = bySlug(org, slug);
    entities.refresh(project, LockModeType.PESSIMISTIC_WRITE);
    confirmation.check(slug);
    ifMatch.check(project.version());
    Instant now = clock.instant();
    project.delete(caller.subject(), now);
    entities.flush();
    DomainEvent.Target target = project.target(org);
    events.fire(
        new DomainEvent(Action.PROJECT_DELETED, project.organizationId(), target, Map.of()));
    deleted.fire(new ProjectDeleted(project, target.path(), now));
  }

  /**
   * Takes a project out of the bin, with its data and without its keys; 409 where its slug, or that
   * of an environment in it, was taken meanwhile and no other is given.
   *
   * @param slug the slug that it gets; the one that it had where null
   * @param environments new slugs for environments of its own, by those that they had
   */
  public Project restore(
      String org, long id, @Nullable String slug, Map<String, String> environments) {
    Organization organization = organizations.lock(org);
    Project project = entities.find(Project.class, id, LockModeType.PESSIMISTIC_WRITE);
    String before = project.slug();
    String after = slug == null ? before : Slug.of(slug, slug).value();
    if (!after.equals(before) && queries.bySlug(organization.id(), before).isEmpty()) {
      throw ProblemException.invalid(
          "slug", "can be another one only where '" + before + "' is taken");
    }
    refuseTaken(organization, after);
    project.restore(after);
    entities.flush();
    Map<String, Change> changes = new HashMap<>();
    Change.collect(changes, "slug", before, after);
    events.fire(
        new DomainEvent(Action.PROJECT_RESTORED, organization.id(), project.target(org), changes));
    restored.fire(new ProjectRestored(project, environments));
    return project;
  }

  private void refuseTaken(Organization organization, String slug) {
    if (queries.bySlug(organization.id(), slug).isPresent()) {
      throw ProblemType.SLUG_TAKEN.with("There is a project '" + slug + "' already.");
    }
  }

  private static void refuseDeleted(Project project) {
    if (project.isDeleted()) {
      throw absent(project.slug());
    }
  }

  private static ProblemException absent(String slug) {
    return ProblemType.NOT_FOUND.with("There is no project '" + slug + "'.");
  }

  private Project add(Organization organization, Slug slug, String name) {
    var project =
        new Project(organization.id(), slug.value(), name, caller.subject(), clock.instant());
    entities.persist(project);
    entities.flush();
    events.fire(
        new DomainEvent(
            Action.PROJECT_CREATED,
            organization.id(),
            project.target(organization.slug()),
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
        environments.getOrDefault(project.id(), List.of()),
        project.version());
  }
}
