package io.keygate.platform.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One field of a request that is not as it must be. */
public record Violation(
    @Schema(description = "Path of the field, body where it is the whole") String field,
    @Schema(description = "What it must be") String message) {}
