package io.keygate.organization;

import io.keygate.platform.text.Names;
import io.keygate.platform.text.Slug;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when an organization is created.
 *
 * @param slug follows from the name where absent
 * @param retentionHours 720 where absent
 * @param environments names of environments beside dev, stg and prd
 */
public record NewOrganization(
    @NotBlank
        @Size(max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Name for people")
        String name,
    @Schema(
            description = "Follows from the name where absent",
            maxLength = Slug.MAX_LENGTH,
            pattern = Slug.FORM)
        @Nullable String slug,
    @Nullable
        @Min(1)
        @Max(720)
        @Schema(description = "How long spans are kept, in hours", defaultValue = "720")
        Integer retentionHours,
    @Nullable @Size(max = 50) @Schema(description = "Names of environments beside dev, stg and prd")
        List<@NotBlank @Size(max = 100) String> environments) {}
