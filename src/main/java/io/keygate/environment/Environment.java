package io.keygate.environment;

import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.event.DomainEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment stage, at the organization's level (in all its projects) or in one project. Never
 * renamed.
 */
@Entity
@Table(name = "environment")
public class Environment {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;

  private @Nullable Long projectId;

  private String slug = "";
  private String name = "";

  private boolean builtIn;

  @Column(name = "is_protected")
  private boolean guarded;

  private boolean ingestOnly;

  private Instant createdAt = Instant.EPOCH;

  private String createdBy = "";

  private @Nullable Instant deletedAt;
  private @Nullable String deletedBy;

  @Version private int version;

  protected Environment() {}

  private Environment(
      long organizationId,
      @Nullable Long projectId,
      String slug,
      String name,
      String by,
      Instant now) {
    this.organizationId = organizationId;
    this.projectId = projectId;
    this.slug = slug;
    this.name = name;
    this.createdBy = by;
    this.createdAt = now;
  }

  static Environment ofOrganization(
      long organizationId, String slug, String name, String by, Instant now) {
    return new Environment(organizationId, null, slug, name, by, now);
  }

  static Environment ofProject(
      long organizationId, long projectId, String slug, String name, String by, Instant now) {
    return new Environment(organizationId, projectId, slug, name, by, now);
  }

  /** One of dev, stg, prd; prd starts protected (api.md). */
  static Environment builtIn(
      long organizationId, String slug, String name, String by, Instant now) {
    var environment = ofOrganization(organizationId, slug, name, by, now);
    environment.builtIn = true;
    environment.guarded = slug.equals("prd");
    return environment;
  }

  /**
   * It as events name it.
   *
   * @param path {@code organization/environment}, or {@code organization/project/environment}
   */
  public DomainEvent.Target target(String path) {
    String[] parts = path.split("/", -1);
    return parts.length == 2
        ? DomainEvent.Target.at(path, "environment", slug, "organization", parts[0])
        : DomainEvent.Target.at(
            path, "environment", slug, "organization", parts[0], "project", parts[1]);
  }

  /** Hides it, and all in it, from now on. */
  void delete(String by, Instant now) {
    deletedAt = now;
    deletedBy = by;
  }

  /** Takes it out of the bin, under this slug. */
  void restore(String newSlug) {
    slug = newSlug;
    deletedAt = null;
    deletedBy = null;
  }

  /** Gives it another slug; only when its project comes back from the bin. */
  void moveTo(String newSlug) {
    slug = newSlug;
  }

  /** Takes over what the change gives. */
  void take(EnvironmentChange change) {
    guarded = requireNonNullElse(change.guarded(), guarded);
    ingestOnly = requireNonNullElse(change.ingestOnly(), ingestOnly);
  }

  /** Whether a new key here may only ingest, where nothing else is asked for. */
  public boolean ingestOnly() {
    return ingestOnly;
  }

  int version() {
    return version;
  }

  /** Internal; never leaves the application. */
  public long id() {
    return id;
  }

  public String slug() {
    return slug;
  }

  /** Name for people. */
  public String name() {
    return name;
  }

  /** Whether it is one of dev, stg, prd. */
  public boolean isBuiltIn() {
    return builtIn;
  }

  /** Internal id of its organization. */
  public long organizationId() {
    return organizationId;
  }

  /** Whether members may not generate, rotate or revoke keys here. */
  public boolean isProtected() {
    return guarded;
  }

  /** Internal id of its project; null at the organization's level. */
  public @Nullable Long projectId() {
    return projectId;
  }

  Instant createdAt() {
    return createdAt;
  }
}
