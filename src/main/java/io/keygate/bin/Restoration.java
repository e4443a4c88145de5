package io.keygate.bin;

import io.keygate.platform.text.Slug;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How something is to come back.
 *
 * @param slug the one that it had where absent
 * @param environments new slugs for a project's own environments, by those that they had
 */
public record Restoration(
    @Schema(
            description = "Its slug from now on; the one that it had where absent",
            maxLength = Slug.MAX_LENGTH,
            pattern = Slug.FORM)
        @Nullable String slug,
    @Nullable
        @Size(max = 100)
        @Schema(
            description =
                "For a project: new slugs for environments of its own, by those that they had")
        Map<@NotNull String, @NotNull String> environments) {}
