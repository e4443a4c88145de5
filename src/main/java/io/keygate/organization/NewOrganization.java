package io.keygate.organization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when an organization is created.
 *
 * @param slug follows from the name where absent
 * @param retentionHours 720 where absent
 * @param environments names of environments beside dev, stg and prd
 */
public record NewOrganization(
    @NotBlank @Size(max = 100) String name,
    @Nullable String slug,
    @Nullable @Min(1) @Max(720) Integer retentionHours,
    @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> environments) {}
