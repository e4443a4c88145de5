package io.keygate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Verdict;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The result of verifying a chain, as the API gives it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationView(
    @Schema(description = "Whether every event is as it was written, whole and in order")
        boolean intact,
    @Schema(description = "How many events were found good") long events,
    @Schema(description = "Number of the first event that is there; more than 1 after retention")
        long first,
    @Schema(description = "The last event; absent where there is none") @Nullable AuditHead head,
    @Schema(description = "Number of the newest event that an anchor outside the database confirms")
        long anchored,
    @Schema(description = "The first event that is not as it was written; absent where all are")
        @Nullable AuditBreak firstBroken,
    @Schema(description = "When this was found out") Instant verifiedAt) {

  /** The end of a chain. */
  @Schema(description = "The end of a chain")
  public record AuditHead(
      @Schema(description = "Its number") long number,
      @Schema(description = "Its MAC") String mac,
      @Schema(description = "When it was written") Instant at) {}

  /** Where a chain is broken. */
  @Schema(description = "Where a chain is broken, and how")
  public record AuditBreak(
      @Schema(description = "Its number") long number,
      @Schema(
              description = "What was done to it",
              enumeration = {"changed", "missing", "inserted", "reordered", "cut-off", "rewritten"})
          String kind,
      @Schema(description = "The same for people") String detail) {}

  static VerificationView of(Verdict verdict, Instant now) {
    Finding finding = verdict.finding();
    String mac = verdict.lastMac();
    String at = verdict.lastAt();
    return new VerificationView(
        verdict.isIntact(),
        verdict.events(),
        verdict.first(),
        mac == null || at == null ? null : new AuditHead(verdict.last(), mac, Instant.parse(at)),
        verdict.anchored(),
        finding == null
            ? null
            : new AuditBreak(finding.number(), finding.kind().word(), finding.detail()),
        now);
  }
}
