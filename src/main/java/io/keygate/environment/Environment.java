package io.keygate.environment;

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

  private Instant createdAt = Instant.EPOCH;

  private String createdBy = "";

  private @Nullable Instant deletedAt;

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

  /** Internal; never leaves the application. */
  public long id() {
    return id;
  }

  public String slug() {
    return slug;
  }

  String name() {
    return name;
  }

  boolean isBuiltIn() {
    return builtIn;
  }

  long organizationId() {
    return organizationId;
  }

  /** Whether members may not generate, rotate or revoke keys here. */
  public boolean isProtected() {
    return guarded;
  }

  @Nullable Long projectId() {
    return projectId;
  }

  Instant createdAt() {
    return createdAt;
  }
}
