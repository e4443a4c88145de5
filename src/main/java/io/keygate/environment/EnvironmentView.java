package io.keygate.environment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An environment at the organization's level, or one that was just made, as the API gives it.
 *
 * @param level {@code organization} or {@code project}
 * @param guarded whether members may not generate, rotate or revoke keys there
 */
public record EnvironmentView(
    @Schema(description = "Its unchanging name in paths") String slug,
    @Schema(description = "Name for people") String name,
    @Schema(
            description = "Whether all projects of the organization have it, or one",
            enumeration = {"organization", "project"})
        String level,
    @Schema(description = "Whether it cannot be deleted") boolean builtIn,
    @JsonProperty("protected")
        @Schema(
            name = "protected",
            description = "Whether members may not generate, rotate or revoke keys there")
        boolean guarded,
    @Schema(description = "Whether a new key may only ingest, where nothing else is asked for")
        boolean ingestOnly,
    @Schema(description = "When it was created") Instant createdAt,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {

  static EnvironmentView of(Environment environment) {
    return new EnvironmentView(
        environment.slug(),
        environment.name(),
        environment.projectId() == null ? "organization" : "project",
        environment.isBuiltIn(),
        environment.isProtected(),
        environment.ingestOnly(),
        environment.createdAt(),
        environment.version());
  }
}
