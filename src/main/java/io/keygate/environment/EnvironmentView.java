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
    String slug,
    String name,
    @Schema(enumeration = {"organization", "project"}) String level,
    boolean builtIn,
    @JsonProperty("protected") @Schema(name = "protected") boolean guarded,
    Instant createdAt) {

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
