package io.keygate.apikey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key as every answer gives it (api.md); never with its secret. */
public record ApiKeyView(
    String id,
    String name,
    String masked,
    KeyState state,
    String organization,
    String project,
    String environment,
    List<Permission> permissions,
    List<String> allowedCidrs,
    @Nullable String owner,
    @Nullable String note,
    @Nullable String storedWhere,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant rotateBy,
    @Nullable Instant overlapEndsAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    String lineage,
    @Nullable String predecessor,
    @Nullable String successor,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    @Nullable String revocationReason) {

  static ApiKeyView of(KeyRow row, Instant now) {
    ApiKey key = row.key();
    return new ApiKeyView(
        key.publicId(),
        key.name(),
        Secret.masked(row.environment(), key.lastFour()),
        key.stateAt(now),
        row.organization(),
        row.project(),
        row.environment(),
        List.copyOf(key.permissions()),
        List.of(),
        key.owner(),
        key.note(),
        key.storedWhere(),
        key.createdAt(),
        key.createdBy(),
        key.expiresAt(),
        null,
        key.overlapEndsAt(),
        key.lastUsedAt(),
        key.lastUsedFrom(),
        key.lineage(),
        row.predecessor(),
        row.successor(),
        key.revokedAt(),
        key.revokedBy(),
        key.revocationReason());
  }
}
