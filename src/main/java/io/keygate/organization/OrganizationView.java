package io.keygate.organization;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An organization as the API gives it. */
public record OrganizationView(
    @Schema(description = "Its unchanging name in paths") String slug,
    @Schema(description = "Name for people") String name,
    @Schema(description = "How long spans are kept, in hours") int retentionHours,
    @Schema(description = "IANA name of the time zone that reminders go by") String timeZone,
    @Schema(description = "Hour of the day at which reminders go out, in the time zone")
        int reminderHour,
    @Schema(description = "Whether a new key may only ingest, where nothing else is asked for")
        boolean ingestOnly,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "How long the audit trail is kept, in days; absent: for ever")
        @Nullable Integer auditRetentionDays,
    @Schema(description = "When it was created") Instant createdAt,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {
  static OrganizationView of(Organization organization) {
    return new OrganizationView(
        organization.slug(),
        organization.name(),
        organization.retentionHours(),
        organization.timeZone(),
        organization.reminderHour(),
        organization.ingestOnly(),
        organization.auditRetentionDays(),
        organization.createdAt(),
        organization.version());
  }
}
