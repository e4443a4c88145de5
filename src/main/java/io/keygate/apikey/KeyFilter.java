package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
    @Schema(description = "Slug of the project") @Nullable @Size(max = 255) String project,
    @Schema(description = "Slug of the environment") @Nullable @Size(max = 255) String environment,
    @Schema(description = "Any of these states") @Nullable @Size(max = 20)
        List<@NotNull KeyState> state,
    @Schema(description = "Mail address of the owner, in any case") @Nullable @Size(max = 255)
        String owner,
    @Schema(description = "Those that end by themselves before then")
        @Nullable Instant expiresBefore,
    @Schema(description = "Those that were neither used nor made since then")
        @Nullable Instant unusedSince,
    @Schema(
            description =
                "Part of name, owner, note, storedWhere or id, in any case, or the last four"
                    + " characters of the secret")
        @Nullable
        @Size(max = 255)
        String q) {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** The same, if the database can be asked for it; a 400 problem where it cannot. */
  KeyFilter checked() {
    refuseFar("expiresBefore", expiresBefore);
    refuseFar("unusedSince", unusedSince);
    return this;
  }

  private static void refuseFar(String field, @Nullable Instant at) {
    if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
      throw ProblemException.invalid(field, "must be in the years 1 to 9999");
    }
  }
}
