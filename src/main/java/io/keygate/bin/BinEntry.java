package io.keygate.bin;

import io.keygate.platform.text.Base62;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A project or an environment that was deleted and can be restored. */
@Entity
@Table(name = "bin_entry")
class BinEntry {
  private static final int PUBLIC_ID_DIGITS = 22;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String publicId = "";
  private long organizationId;
  private @Nullable Long projectId;
  private @Nullable Long environmentId;
  private Instant deletedAt = Instant.EPOCH;
  private String deletedBy = "";

  protected BinEntry() {}

  /**
   * A new entry.
   *
   * @param projectId the project, or the one that the environment is in
   * @param environmentId null for a project
   */
  BinEntry(
      long organizationId,
      @Nullable Long projectId,
      @Nullable Long environmentId,
      String by,
      Instant at) {
    this.publicId = "bin_" + Base62.random(PUBLIC_ID_DIGITS);
    this.organizationId = organizationId;
    this.projectId = projectId;
    this.environmentId = environmentId;
    this.deletedBy = by;
    this.deletedAt = at;
  }

  long id() {
    return id;
  }

  String publicId() {
    return publicId;
  }

  @Nullable Long projectId() {
    return projectId;
  }

  @Nullable Long environmentId() {
    return environmentId;
  }

  Instant deletedAt() {
    return deletedAt;
  }

  String deletedBy() {
    return deletedBy;
  }
}
