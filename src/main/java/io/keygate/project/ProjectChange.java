package io.keygate.project;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A project's new name. */
public record ProjectChange(
    @NotBlank @Size(max = 100) @Schema(description = "The new name") String name) {}
