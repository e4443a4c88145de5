package io.keygate.organization;

import static java.util.Objects.requireNonNullElse;

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
  private String timeZone = "UTC";
  private int reminderHour = 8;
  private boolean ingestOnly;
  private @Nullable Integer auditRetentionDays;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  private @Nullable Instant deletedAt;
  private @Nullable String deletedBy;
  @Version private int version;

  protected Organization() {}

  Organization(String slug, String name, int retentionHours, String by, Instant now) {
    this.slug = slug;
    this.name = name;
    this.retentionHours = retentionHours;
    this.createdBy = by;
    this.createdAt = now;
  }

  /** Takes over what the change gives. */
  void take(OrganizationChange change) {
    name = requireNonNullElse(change.name(), name).strip();
    retentionHours = requireNonNullElse(change.retentionHours(), retentionHours);
    timeZone = requireNonNullElse(change.timeZone(), timeZone);
    reminderHour = requireNonNullElse(change.reminderHour(), reminderHour);
    ingestOnly = requireNonNullElse(change.ingestOnly(), ingestOnly);
    change.auditRetentionDays().ifGiven(days -> auditRetentionDays = days);
  }

  /** Hides it, and all in it, from now on. */
  void delete(String by, Instant now) {
    deletedAt = now;
    deletedBy = by;
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

  /** IANA name of the zone in which its people live. */
  public String timeZone() {
    return timeZone;
  }

  /** Hour of the day, 0 to 23 in its zone, at which reminders go out. */
  public int reminderHour() {
    return reminderHour;
  }

  /** Whether a new key may only ingest, where nothing else is asked for. */
  public boolean ingestOnly() {
    return ingestOnly;
  }

  /** How long its audit trail is kept; null for ever. */
  @Nullable Integer auditRetentionDays() {
    return auditRetentionDays;
  }

  boolean isDeleted() {
    return deletedAt != null;
  }

  int version() {
    return version;
  }

  Instant createdAt() {
    return createdAt;
  }
}
