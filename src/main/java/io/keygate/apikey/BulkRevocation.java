package io.keygate.apikey;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are to be revoked together.
 *
 * @param dryRun only to see which they would be; so where absent
 * @param expectedCount how many they are; asked for unless it is a dry run
 */
public record BulkRevocation(
    @NotNull @Valid @Schema(description = "Which keys; all where it is empty") KeyFilter filter,
    @Nullable
        @Schema(description = "Whether only to see which keys they would be", defaultValue = "true")
        Boolean dryRun,
    @Nullable
        @Min(0)
        @Schema(description = "How many keys they are, as a dry run said; asked for without one")
        Long expectedCount,
    @Nullable @Size(max = 1000) @Schema(description = "For the audit trail") String reason) {}
