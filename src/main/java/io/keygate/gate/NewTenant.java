package io.keygate.gate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.keygate.platform.text.Names;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v2/organizations} takes, as Traceloop documents it.
 *
 * @param envs names of environments beside dev, stg and prd
 */
@JsonNaming(SnakeCaseStrategy.class)
record NewTenant(
    @NotBlank @Size(max = 100) @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        String orgName,
    @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> envs,
    @Nullable @Min(1) @Max(720) Integer retentionHours) {}
