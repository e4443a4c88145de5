package io.keygate.rotation.compliance;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many keys of an organization each finding is about; a key may have several. */
public record FindingCounts(
    @Schema(description = "Active keys that should have been rotated") long overdue,
    @Schema(description = "Live keys that are nobody's") long withoutOwner,
    @Schema(description = "Live keys that were neither made nor used for 90 days") long unused,
    @Schema(
            description =
                "Live keys, but not those in overlap, without an end and without a policy that"
                    + " says when to rotate them")
        long unbounded,
    @Schema(
            description =
                "Revoked keys that somebody has tried at the gate since, within the last 30 days")
        long knocking) {
  /** Of one finding. */
  public long of(Finding finding) {
    return switch (finding) {
      case OVERDUE -> overdue;
      case WITHOUT_OWNER -> withoutOwner;
      case UNUSED -> unused;
      case UNBOUNDED -> unbounded;
      case KNOCKING -> knocking;
    };
  }
}
