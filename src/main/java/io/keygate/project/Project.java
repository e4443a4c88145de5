package io.keygate.project;

import io.keygate.platform.event.DomainEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One application or service of an organization. Can be renamed; its slug never changes. */
@Entity
@Table(name = "project")
public class Project {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;

  private String slug = "";
  private String name = "";
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private @Nullable Instant deletedAt;
  private @Nullable String deletedBy;
  @Version private int version;

  protected Project() {}

  Project(long organizationId, String slug, String name, String by, Instant now) {
    this.organizationId = organizationId;
    this.slug = slug;
    this.name = name;
    this.createdBy = by;
    this.createdAt = now;
  }

  void rename(String newName) {
    name = newName;
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

  /** Whether it is in the bin. */
  public boolean isDeleted() {
    return deletedAt != null;
  }

  int version() {
    return version;
  }

  /** Internal; never leaves the application. */
  public long id() {
    return id;
  }

  /** Internal id of the organization. */
  public long organizationId() {
    return organizationId;
  }

  public String slug() {
    return slug;
  }

  /** Name for people. */
  public String name() {
    return name;
  }

  /** When it was created. */
  public Instant createdAt() {
    return createdAt;
  }

  /** It as events name it. */
  public DomainEvent.Target target(String organization) {
    return DomainEvent.Target.at(
        organization + "/" + slug, "project", slug, "organization", organization);
  }
}
