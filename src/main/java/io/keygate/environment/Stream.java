package io.keygate.environment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** One project and one environment: where data lands and what a key is scoped to. */
@Entity
@Table(name = "stream")
public class Stream {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;

  private long projectId;

  private long environmentId;

  @Column(name = "is_protected")
  private @Nullable Boolean guarded;

  @Version private int version;

  protected Stream() {}

  Stream(long organizationId, long projectId, long environmentId) {
    this.organizationId = organizationId;
    this.projectId = projectId;
    this.environmentId = environmentId;
  }

  /** Protects it, or not, whatever its environment says. */
  void protect(boolean wanted) {
    guarded = wanted;
  }

  /** Whether members may not change keys here; as its environment says where nothing is said. */
  public boolean isProtected(Environment environment) {
    return guarded == null ? environment.isProtected() : guarded;
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

  /** Internal id of the project. */
  public long projectId() {
    return projectId;
  }

  /** Internal id of the environment. */
  public long environmentId() {
    return environmentId;
  }
}
