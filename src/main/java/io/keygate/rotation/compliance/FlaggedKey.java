package io.keygate.rotation.compliance;

import io.keygate.apikey.KeyState;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key of which something was found. */
public record FlaggedKey(
    @Schema(description = "Public id", pattern = "^key_[0-9A-Za-z]{22}$") String id,
    @Schema(description = "Name for people") String name,
    @Schema(description = "How the secret looks: its beginning and its last four characters")
        String masked,
    @Schema(description = "Slug of its project, which may be deleted where the key is knocking")
        String project,
    @Schema(description = "Slug of its environment, which may be deleted where the key is knocking")
        String environment,
    @Schema(description = "Mail address of its owner") @Nullable String owner,
    @Schema(description = "What it is good for") KeyState state,
    @Schema(description = "When it was generated") Instant createdAt,
    @Schema(description = "When it was last used, give or take a minute")
        @Nullable Instant lastUsedAt,
    @Schema(description = "Until when it shall be rotated, by the policy that counts")
        @Nullable Instant rotateBy,
    @Schema(description = "When it ends by itself") @Nullable Instant expiresAt,
    @Schema(description = "When it was revoked") @Nullable Instant revokedAt,
    @Schema(description = "When the gate refused it last, for whatever reason")
        @Nullable Instant lastRefusedAt,
    @Schema(description = "What was found of it, at least one") List<Finding> findings) {}
