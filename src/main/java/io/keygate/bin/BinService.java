package io.keygate.bin;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.keygate.environment.Environment;
import io.keygate.environment.EnvironmentDeleted;
import io.keygate.environment.EnvironmentDeletion;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.project.Project;
import io.keygate.project.ProjectDeleted;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Remembers what was deleted, and restores it. */
@ApplicationScoped
@Transactional
public class BinService {
  private final EntityManager entities;
  private final BinQueries queries;
  private final BinConfig config;
  private final OrganizationService organizations;
  private final ProjectService projects;
  private final EnvironmentDeletion environments;
  private final Caller caller;
  private final Clock clock;

  @Inject
  BinService(
      EntityManager entities,
      BinQueries queries,
      BinConfig config,
      OrganizationService organizations,
      ProjectService projects,
      EnvironmentDeletion environments,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.config = config;
    this.organizations = organizations;
    this.projects = projects;
    this.environments = environments;
    this.caller = caller;
    this.clock = clock;
  }

  void add(@Observes ProjectDeleted deleted) {
    Project project = deleted.project();
    entities.persist(
        new BinEntry(project.organizationId(), project.id(), null, caller.subject(), deleted.at()));
  }

  void add(@Observes EnvironmentDeleted deleted) {
    Environment environment = deleted.environment();
    entities.persist(
        new BinEntry(
            environment.organizationId(),
            environment.projectId(),
            environment.id(),
            caller.subject(),
            deleted.at()));
  }

  /** What can be restored, in the order in which it was deleted. */
  public Page<BinEntryView> list(String org, PageRequest page) {
    List<BinRow> rows =
        queries.page(organizations.bySlug(org).id(), since(), page.after(), page.rows());
    return Page.of(page, rows, row -> row.entry().id(), row -> BinEntryView.of(row, config.keep()));
  }

  /** Takes it out of the bin, with its data and without its keys; answers with its new slug. */
  public BinEntryView restore(String org, String id, Restoration restoration) {
    long organizationId = organizations.lock(org).id();
    BinRow row =
        queries
            .row(organizationId, since(), id)
            .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no such entry in the bin."));
    // NB: whoever removes the entry decides: the purge removes it first of all, and asks no more.
    entities.lock(row.entry(), LockModeType.PESSIMISTIC_WRITE);
    Long environmentId = row.entry().environmentId();
    if (environmentId != null) {
      if (restoration.environments() != null) {
        throw ProblemException.invalid("environments", "is for a project; give slug instead");
      }
      environments.restore(org, environmentId, restoration.slug());
    } else {
      projects.restore(
          org,
          requireNonNull(row.entry().projectId()),
          restoration.slug(),
          requireNonNullElse(restoration.environments(), Map.of()));
    }
    BinEntryView restored = BinEntryView.of(row, config.keep());
    entities.remove(row.entry());
    return restored;
  }

  private Instant since() {
    return clock.instant().minus(config.keep());
  }
}
