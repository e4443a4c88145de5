package io.keygate.organization;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tenant. Lives from creation to the bin; its slug never changes. */
@Entity
@Table(name = "organization")
public class Organization {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String slug = "";
  private String name = "";
  private int retentionHours;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private @Nullable Instant deletedAt;
  @Version private int version;

  protected Organization() {}

  Organization(String slug, String name, int retentionHours, String by, Instant now) {
    this.slug = slug;
    this.name = name;
    this.retentionHours = retentionHours;
    this.createdBy = by;
    this.createdAt = now;
  }

  /** Internal; never leaves the application. */
  public long id() {
    return id;
  }

  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  /** How long spans are kept, 1 to 720 hours. */
  public int retentionHours() {
    return retentionHours;
  }

  Instant createdAt() {
    return createdAt;
  }
}
