package io.keygate.organization;

import io.keygate.platform.text.Names;
import io.keygate.platform.web.Patch;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change of an organization; what is absent stays. */
public record OrganizationChange(
    @Nullable
        @Size(min = 1, max = 100)
        @Pattern(regexp = ".*\\S.*", message = "must not be blank")
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Name for people")
        String name,
    @Nullable @Min(1) @Max(720) @Schema(description = "How long spans are kept, in hours")
        Integer retentionHours,
    @Nullable
        @Size(max = 64)
        @Schema(
            description = "IANA name of the time zone that reminders go by",
            examples = "Europe/Berlin")
        String timeZone,
    @Nullable
        @Min(0)
        @Max(23)
        @Schema(description = "Hour of the day at which reminders go out, in the time zone")
        Integer reminderHour,
    @Nullable
        @Schema(description = "Whether a new key may only ingest, where nothing else is asked for")
        Boolean ingestOnly,
    @Schema(
            implementation = Integer.class,
            nullable = true,
            minimum = "365",
            maximum = "36500",
            description =
                "How long the audit trail is kept, in days, at least a year; null: for ever")
        Patch<@Min(365) @Max(36_500) Integer> auditRetentionDays) {}
