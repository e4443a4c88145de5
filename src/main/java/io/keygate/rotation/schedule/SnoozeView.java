package io.keygate.rotation.schedule;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key whose reminders were put off. */
public record SnoozeView(
    @Schema(description = "Public id of the key") String key,
    @Schema(description = "When it is due") Instant due,
    @Schema(description = "Until when nobody is reminded of it") Instant snoozedUntil,
    @Schema(description = "Subject of who wanted that") String snoozedBy,
    @Schema(description = "Why") String reason) {}
