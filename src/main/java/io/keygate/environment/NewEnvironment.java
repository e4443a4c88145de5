package io.keygate.environment;

import io.keygate.platform.text.Names;
import io.keygate.platform.text.Slug;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when an environment is created; the slug follows from the name where absent.
 */
public record NewEnvironment(
    @NotBlank
        @Size(max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Name for people")
        String name,
    @Schema(
            description = "Follows from the name where absent",
            maxLength = Slug.MAX_LENGTH,
            pattern = Slug.FORM)
        @Nullable String slug) {}
