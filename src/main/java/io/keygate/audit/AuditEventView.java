package io.keygate.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.audit.chain.Link;
import io.keygate.platform.web.JsonContext;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event as the API gives it: version 1 of the published schema. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An event of the audit trail, version 1; /api/v1/audit/schema has its schema")
public record AuditEventView(
    @Schema(description = "Version of this form") int version,
    @Schema(description = "Public id of the chain") String chain,
    @Schema(description = "The organization's slug, or platform") String chainLabel,
    @Schema(description = "Its place in the chain, from 1, without gaps") long number,
    @Schema(description = "When it was written") Instant at,
    @Schema(description = "Who did it") AuditActor actor,
    @Schema(description = "What was done, one of x-audit-actions", examples = "key.rotated")
        String action,
    @Schema(
            description = "How it ended",
            enumeration = {"success", "denied", "failure"})
        String outcome,
    @Schema(description = "What it was done to") AuditTarget target,
    @Schema(description = "What the person gave as reason") @Nullable String reason,
    @Schema(description = "What else there is to tell") @Nullable Map<String, String> details,
    @Schema(description = "The fields that changed") @Nullable Map<String, AuditChange> changes,
    @Schema(description = "Where the request came from") @Nullable AuditSource source,
    @Schema(description = "How many it stands for; more than one where repeats were counted")
        long count,
    @Schema(description = "When the first of those was that it counts") @Nullable Instant firstAt,
    @Schema(description = "When the last of those was that it counts") @Nullable Instant lastAt,
    @Schema(description = "Id of the key that the MAC is made with") String keyId,
    @Schema(description = "MAC of the event before it; 64 zeros for the first") String previousMac,
    @Schema(description = "HMAC-SHA-256 over the canonical form of all the other fields")
        String mac) {

  /** Who acts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(description = "Who acts")
  public record AuditActor(
      @Schema(
              description = "What acts",
              enumeration = {"person", "service", "system", "api-key", "anonymous"})
          String kind,
      @Schema(description = "Who vouches for the subject; keygate for local accounts")
          @Nullable String issuer,
      @Schema(description = "Unchanging and unique within kind and issuer") String subject,
      @Schema(description = "Name for people") String name) {}

  /** What is acted upon. */
  @Schema(description = "What is acted upon")
  public record AuditTarget(
      @Schema(description = "What it is", examples = "key") String type,
      @Schema(description = "The id by which the API knows it") String id,
      @Schema(description = "The same for people", examples = "acme/web-app/prd/checkout service")
          String path,
      @Schema(description = "Its own id and those of what it is in, by type")
          Map<String, String> ids) {}

  /** Before and after. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "AuditChange",
      description = "A field before and after; absent where it had no value")
  public record AuditChange(
      @Schema(
              description = "The value before",
              anyOf = {String.class, Long.class, Boolean.class, String[].class})
          @Nullable Object before,
      @Schema(
              description = "The value after",
              anyOf = {String.class, Long.class, Boolean.class, String[].class})
          @Nullable Object after) {}

  /** Where a request comes from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(description = "Where a request comes from")
  public record AuditSource(
      @Schema(description = "Address of the client") @Nullable String address,
      @Schema(description = "What the client says of itself") @Nullable String userAgent,
      @Schema(description = "Id of the request, as in X-Request-Id") @Nullable String requestId) {}

  static AuditEventView of(Link link) {
    try {
      return JsonContext.mapper().readValue(ChainReader.exported(link), AuditEventView.class);
    } catch (JsonProcessingException e) {
      return unreadable(link);
    }
  }

  /** Somebody has changed its text; what the row says beside it is better than nothing. */
  private static AuditEventView unreadable(Link link) {
    Link.Repeated row = requireNonNull(link.repeated());
    return new AuditEventView(
        0,
        "",
        "",
        link.number(),
        Instant.parse(row.occurredAt()),
        new AuditActor("anonymous", null, row.actor(), row.actor()),
        row.action(),
        row.outcome(),
        new AuditTarget("unknown", row.targetId(), row.targetPath(), Map.of()),
        null,
        Map.of("unreadable", "The text of this event was changed; verify the trail."),
        null,
        null,
        1,
        null,
        null,
        "",
        "",
        HexFormat.of().formatHex(link.mac()));
  }
}
