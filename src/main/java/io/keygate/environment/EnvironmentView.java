package io.keygate.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An environment as the API gives it.
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
    @Schema(description = "When it was created") Instant createdAt) {

  static EnvironmentView of(Environment environment) {
    return new EnvironmentView(
        environment.slug(),
        environment.name(),
        environment.projectId() == null ? "organization" : "project",
        environment.isBuiltIn(),
        environment.isProtected(),
        environment.createdAt());
  }
}
