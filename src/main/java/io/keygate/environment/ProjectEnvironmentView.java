package io.keygate.environment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An environment of either level in one project, as the API gives it: what is said of protection,
 * keys and data is that of the stream.
 *
 * @param level {@code organization} or {@code project}
 * @param guarded whether members may not generate, rotate or revoke keys there
 */
public record ProjectEnvironmentView(
    @Schema(description = "Its unchanging name in paths") String slug,
    @Schema(description = "Name for people") String name,
    @Schema(
            description = "Whether all projects of the organization have it, or this one alone",
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
    @Schema(description = "How many keys of this project's open the gate for it") long liveKeys,
    @Schema(description = "When spans last came in for it from this project")
        @Nullable Instant lastReceivedAt,
    @Schema(description = "When it was created") Instant createdAt,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {

  static ProjectEnvironmentView of(
      Environment environment,
      @Nullable Stream stream,
      long liveKeys,
      @Nullable Instant lastReceivedAt) {
    return new ProjectEnvironmentView(
        environment.slug(),
        environment.name(),
        environment.projectId() == null ? "organization" : "project",
        environment.isBuiltIn(),
        stream == null ? environment.isProtected() : stream.isProtected(environment),
        environment.ingestOnly(),
        liveKeys,
        lastReceivedAt,
        environment.createdAt(),
        // NB: each only rises, so that their sum is another one after any change.
        environment.version() + (stream == null ? 0 : stream.version()));
  }
}
