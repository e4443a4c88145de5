package io.keygate.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change of an environment; what is absent stays. */
public record EnvironmentChange(
    @JsonProperty("protected")
        @Schema(
            name = "protected",
            description = "Whether members may not generate, rotate or revoke keys there")
        @Nullable Boolean guarded,
    @Nullable
        @Schema(description = "Whether a new key may only ingest, where nothing else is asked for")
        Boolean ingestOnly) {}
