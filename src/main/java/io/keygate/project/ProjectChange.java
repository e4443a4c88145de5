package io.keygate.project;

import io.keygate.platform.text.Names;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A project's new name. */
public record ProjectChange(
    @NotBlank
        @Size(max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "The new name")
        String name) {}
