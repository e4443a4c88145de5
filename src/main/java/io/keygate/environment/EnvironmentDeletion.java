package io.keygate.environment;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Slug;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import io.keygate.project.Project;
import io.keygate.project.ProjectRestored;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deletes environments of both levels, and brings them back from the bin. */
@ApplicationScoped
@Transactional
public class EnvironmentDeletion {
  private final EntityManager entities;
  private final EnvironmentQueries queries;
  private final Environments environments;
  private final OrganizationService organizations;
  private final ProjectService projects;
  private final DomainEvents events;
  private final Event<EnvironmentDeleted> deleted;
  private final Caller caller;
  private final Clock clock;

  @Inject
  EnvironmentDeletion(
      EntityManager entities,
      EnvironmentQueries queries,
      Environments environments,
      OrganizationService organizations,
      ProjectService projects,
      DomainEvents events,
      Event<EnvironmentDeleted> deleted,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.environments = environments;
    this.organizations = organizations;
    this.projects = projects;
    this.events = events;
    this.deleted = deleted;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * Deletes it from all projects: its data is hidden, and all its keys are dead, when this has
   * returned. 409 for dev, stg and prd.
   */
  public void delete(String org, String env, Confirmation confirmation, IfMatch ifMatch) {
    Environment environment = environments.ofOrganization(organizations.lock(org), env);
    delete(environment, org + "/" + env, confirmation, ifMatch);
  }

  /** Deletes one of a project's own; 409 for one that the project has from the organization. */
  public void delete(
      String org, String project, String env, Confirmation confirmation, IfMatch ifMatch) {
    organizations.lock(org);
    Project parent = projects.bySlug(org, project);
    Environment environment = environments.ofProject(parent, env);
    if (environment.projectId() == null && !environment.isBuiltIn()) {
      throw ProblemType.ENVIRONMENT_OF_ALL_PROJECTS.with(
          "'" + env + "' is in all projects; delete it at the organization.");
    }
    delete(environment, org + "/" + project + "/" + env, confirmation, ifMatch);
  }

  private void delete(
      Environment environment, String path, Confirmation confirmation, IfMatch ifMatch) {
    if (environment.isBuiltIn()) {
      throw ProblemType.BUILT_IN_ENVIRONMENT.with(
          "'" + environment.slug() + "' is in every project and cannot be deleted.");
    }
    confirmation.check(environment.slug());
    ifMatch.check(environment.version());
    Instant now = clock.instant();
    environment.delete(caller.subject(), now);
    entities.flush();
    fire(Action.ENVIRONMENT_DELETED, environment, path, Map.of());
    deleted.fire(new EnvironmentDeleted(environment, path, now));
  }

  /**
   * Takes an environment out of the bin, with its data and without its keys; 409 where its slug was
   * taken meanwhile and no other is given, or where its project is in the bin.
   *
   * @param slug the slug that it gets; the one that it had where null
   */
  public Environment restore(String org, long id, @Nullable String slug) {
    Organization organization = organizations.lock(org);
    Environment environment = entities.find(Environment.class, id, LockModeType.PESSIMISTIC_WRITE);
    String before = environment.slug();
    String after = slug == null ? before : Slug.of(slug, slug).value();
    Long projectId = environment.projectId();
    boolean taken =
        projectId == null
            ? !queries.bySlug(organization.id(), before).isEmpty()
            : queries.inProject(organization.id(), projectId, before).isPresent();
    if (!taken && !after.equals(before)) {
      throw ProblemException.invalid(
          "slug", "can be another one only where '" + before + "' is taken");
    }
    String path = org + "/" + after;
    if (projectId == null) {
      environments.refuseTaken(organization.id(), after);
    } else {
      Project project = projects.byId(projectId);
      if (project.isDeleted()) {
        throw ProblemType.NOT_RESTORABLE.with("Its project is in the bin; restore that first.");
      }
      environments.refuseTakenInProject(project, after);
      path = org + "/" + project.slug() + "/" + after;
    }
    environment.restore(after);
    entities.flush();
    Map<String, Change> changes = new TreeMap<>();
    Change.collect(changes, "slug", before, after);
    fire(Action.ENVIRONMENT_RESTORED, environment, path, changes);
    return environment;
  }

  /** A project's own environments must not have slugs that the organization has taken meanwhile. */
  void settle(@Observes ProjectRestored restored) {
    Project project = restored.project();
    Set<String> unknown = new TreeSet<>(restored.environments().keySet());
    for (Environment environment : queries.ownOfProject(project.id())) {
      if (restored.environments().containsKey(environment.slug())
          && queries.atOrganization(project.organizationId(), environment.slug()).isEmpty()) {
        throw ProblemException.invalid(
            "environments", "'" + environment.slug() + "' is not taken and keeps its slug");
      }
      unknown.remove(environment.slug());
      String slug = restored.environments().getOrDefault(environment.slug(), environment.slug());
      environment.moveTo(Slug.of(slug, slug).value());
    }
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid("environments", unknown + " are none of the project's own");
    }
    entities.flush();
    for (Environment environment : queries.ownOfProject(project.id())) {
      if (queries.atOrganization(project.organizationId(), environment.slug()).isPresent()) {
        throw ProblemType.SLUG_TAKEN.with(
            "The organization has an environment '"
                + environment.slug()
                + "' now; give the project's own another slug: {\"environments\": {\""
                + environment.slug()
                + "\": \"…\"}}.");
      }
    }
  }

  private void fire(
      Action action, Environment environment, String path, Map<String, Change> changes) {
    events.fire(
        new DomainEvent(action, environment.organizationId(), environment.target(path), changes));
  }
}
