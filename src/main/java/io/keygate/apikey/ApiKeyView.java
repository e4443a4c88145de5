package io.keygate.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key as every answer gives it (api.md); never with its secret. */
public record ApiKeyView(
    @Schema(description = "Public id", pattern = "^key_[0-9A-Za-z]{22}$") String id,
    @Schema(description = "Name for people") String name,
    @Schema(description = "How the secret looks: its beginning and its last four characters")
        String masked,
    @Schema(description = "What it is good for now") KeyState state,
    @Schema(description = "Slug of its organization") String organization,
    @Schema(description = "Slug of its project") String project,
    @Schema(description = "Slug of its environment") String environment,
    @Schema(description = "What it may do") List<Permission> permissions,
    @Schema(description = "Where requests may come from; anywhere where empty")
        List<String> allowedCidrs,
    @Schema(description = "Mail address of its owner") @Nullable String owner,
    @Schema(description = "For people") @Nullable String note,
    @Schema(description = "Where the secret was put, for people") @Nullable String storedWhere,
    @Schema(description = "When it was generated") Instant createdAt,
    @Schema(description = "Subject of who generated it") String createdBy,
    @Schema(description = "When it ends by itself") @Nullable Instant expiresAt,
    @Schema(description = "Until when it shall be rotated, by the policy that counts")
        @Nullable Instant rotateBy,
    @Schema(description = "When it ends because another key has replaced it")
        @Nullable Instant overlapEndsAt,
    @Schema(description = "When it was last used, give or take a minute")
        @Nullable Instant lastUsedAt,
    @Schema(description = "Address of the last use") @Nullable String lastUsedFrom,
    @Schema(description = "User agent of the last use") @Nullable String lastUsedClient,
    @Schema(description = "The service.name of the last spans") @Nullable String lastUsedService,
    @Schema(
            description = "The chain of keys that replaced each other",
            pattern = "^lin_[0-9A-Za-z]{22}$")
        String lineage,
    @Schema(description = "Public id of the key that it replaced") @Nullable String predecessor,
    @Schema(description = "Public id of the key that replaced it") @Nullable String successor,
    @Schema(description = "When it was revoked") @Nullable Instant revokedAt,
    @Schema(description = "Subject of who revoked it") @Nullable String revokedBy,
    @Schema(description = "Why") @Nullable String revocationReason,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {

  static ApiKeyView of(KeyRow row, Instant now) {
    ApiKey key = row.key();
    KeySettings settings = key.settings();
    return new ApiKeyView(
        key.publicId(),
        settings.name(),
        Secret.masked(row.environment(), key.lastFour()),
        key.stateAt(now),
        row.organization(),
        row.project(),
        row.environment(),
        List.copyOf(settings.permissions()),
        settings.allowedCidrs().texts(),
        settings.owner(),
        settings.note(),
        settings.storedWhere(),
        key.createdAt(),
        key.createdBy(),
        settings.expiresAt(),
        key.rotateBy(),
        key.overlapEndsAt(),
        key.lastUsedAt(),
        key.lastUsedFrom(),
        key.lastUsedClient(),
        key.lastUsedService(),
        key.lineage(),
        row.predecessor(),
        row.successor(),
        key.revokedAt(),
        key.revokedBy(),
        key.revocationReason(),
        key.version());
  }
}
