package io.keygate.apikey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The keys that were revoked together, or would be. */
public record RevokedKeys(
    @Schema(description = "How many they are") long count,
    @Schema(description = "The keys") List<ApiKeyView> keys) {}
