package io.keygate.apikey;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a key is revoked. */
public record Revocation(@Nullable @Size(max = 1000) String reason) {}
