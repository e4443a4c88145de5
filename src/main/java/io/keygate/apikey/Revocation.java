package io.keygate.apikey;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a key is revoked. */
public record Revocation(
    @Nullable @Size(max = 1000) @Schema(description = "For the audit trail") String reason) {}
