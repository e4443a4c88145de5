package io.keygate.apikey;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of an organization are meant; what is absent does not matter.
 *
 * @param state any of these
 * @param unusedSince neither used since then nor made since then
 * @param q part of name, owner, note, "stored where" or id, in any case, or the last four
 *     characters
 */
public record KeyFilter(
    @Schema(description = "Slug of the project") @Nullable String project,
    @Schema(description = "Slug of the environment") @Nullable String environment,
    @Schema(description = "Any of these states") @Nullable List<@NotNull KeyState> state,
    @Schema(description = "Mail address of the owner, in any case") @Nullable String owner,
    @Schema(description = "Those that end by themselves before then")
        @Nullable Instant expiresBefore,
    @Schema(description = "Those that were neither used nor made since then")
        @Nullable Instant unusedSince,
    @Schema(
            description =
                "Part of name, owner, note, storedWhere or id, in any case, or the last four"
                    + " characters of the secret")
        @Nullable String q) {}
