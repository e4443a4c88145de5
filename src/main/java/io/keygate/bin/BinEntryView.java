package io.keygate.bin;

import io.keygate.environment.Environment;
import io.keygate.project.Project;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was deleted, as the API gives it.
 *
 * @param kind {@code project} or {@code environment}
 */
public record BinEntryView(
    @Schema(description = "Id for restoring it", pattern = "^bin_[0-9A-Za-z]{22}$") String id,
    @Schema(
            description = "What it is",
            enumeration = {"project", "environment"})
        String kind,
    @Schema(description = "Slug of the project, or of the one that the environment is in")
        @Nullable String project,
    @Schema(description = "Slug of the environment; null for a project")
        @Nullable String environment,
    @Schema(description = "Name for people") String name,
    @Schema(description = "When it was deleted") Instant deletedAt,
    @Schema(description = "Subject of who deleted it") String deletedBy,
    @Schema(description = "Until when it can be restored") Instant restorableUntil) {

  static BinEntryView of(BinRow row, Duration keep) {
    BinEntry entry = row.entry();
    Project project = row.project();
    Environment environment = row.environment();
    String name = environment != null ? environment.name() : project != null ? project.name() : "";
    return new BinEntryView(
        entry.publicId(),
        environment == null ? "project" : "environment",
        project == null ? null : project.slug(),
        environment == null ? null : environment.slug(),
        name,
        entry.deletedAt(),
        entry.deletedBy(),
        entry.deletedAt().plus(keep));
  }
}
