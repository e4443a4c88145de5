package io.keygate.rotation.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How old a key may get, in one place; the nearest to a key's stream counts. */
@Entity
@Table(name = "rotation_policy")
class RotationPolicy {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private long organizationId;
  private @Nullable Long environmentId;
  private @Nullable Long streamId;
  private int maxAgeDays;
  private String remindBefore = "";
  private @Nullable Integer remindOverdueDays;
  private int noticeDays;
  private String recipients = "";
  private String onOverdue = "";
  private @Nullable Integer disableAfterDays;
  private @Nullable Instant disablesSince;
  private Instant createdAt = Instant.EPOCH;
  private String createdBy = "";
  @Version private int version;

  protected RotationPolicy() {}

  RotationPolicy(PolicyPlace place, PolicyTerms terms, String by, Instant now) {
    this.organizationId = place.organization().id();
    this.environmentId = place.environmentId();
    this.streamId = place.streamId();
    this.createdBy = by;
    this.createdAt = now;
    take(terms, now);
  }

  /** Says this from now on. */
  void take(PolicyTerms terms, Instant now) {
    maxAgeDays = terms.maxAge();
    remindBefore =
        terms.remindBefore().stream().map(String::valueOf).collect(Collectors.joining(","));
    remindOverdueDays = terms.overdueEvery();
    noticeDays = terms.notice();
    recipients = terms.recipients().written();
    boolean stricter =
        disableAfterDays == null
            || (terms.disableAfter() != null && terms.disableAfter() < disableAfterDays);
    onOverdue = terms.onOverdue().name();
    if (terms.disableAfter() == null) {
      disablesSince = null;
    } else if (stricter) {
      disablesSince = now;
    }
    disableAfterDays = terms.disableAfter();
  }

  PolicyTerms terms() {
    return PolicyTerms.of(
        maxAgeDays, remindBefore, remindOverdueDays, recipients, onOverdue, disableAfterDays);
  }

  int version() {
    return version;
  }
}
