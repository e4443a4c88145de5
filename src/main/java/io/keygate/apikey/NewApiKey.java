package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.text.Names;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a key is generated (api.md).
 *
 * @param permissions both where absent
 * @param owner mail address; the caller's where absent
 * @param storedWhere a note for people: where the secret was put
 * @param expiresIn instead of expiresAt, counted from now
 */
public record NewApiKey(
    @NotBlank
        @Size(max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Name for people")
        String name,
    @Nullable
        @Size(min = 1, message = "must have ingest, read or both")
        @Schema(description = "What it may do; both where absent")
        Set<@NotNull Permission> permissions,
    @Nullable
        @Email
        @Size(max = 255)
        @Schema(description = "Mail address of its owner; the caller's where absent")
        String owner,
    @Nullable @Size(max = 1000) @Schema(description = "For people") String note,
    @Nullable @Size(max = 1000) @Schema(description = "Where the secret was put, for people")
        String storedWhere,
    @Schema(description = "When it ends: in the future, within a hundred years; never where absent")
        @Nullable Instant expiresAt,
    @Schema(description = "Instead of expiresAt: the time from now") @Nullable Duration expiresIn) {

  KeySettings settings(@Nullable String callerEmail, Instant now) {
    return new KeySettings(
        name.strip(),
        permissions == null ? EnumSet.allOf(Permission.class) : permissions,
        owner == null ? callerEmail : owner,
        note,
        storedWhere,
        expiry(now));
  }

  private @Nullable Instant expiry(Instant now) {
    if (expiresAt != null && expiresIn != null) {
      throw ProblemException.invalid("expiresIn", "cannot be given together with expiresAt");
    }
    if (expiresIn != null) {
      return future("expiresIn", later(now, expiresIn), now);
    }
    return expiresAt == null ? null : future("expiresAt", expiresAt, now);
  }

  private static Instant later(Instant now, Duration duration) {
    try {
      return now.plus(duration);
    } catch (DateTimeException | ArithmeticException e) {
      throw tooFar("expiresIn");
    }
  }

  private static Instant future(String field, Instant at, Instant now) {
    if (!at.isAfter(now)) {
      throw ProblemException.invalid(field, "must be in the future");
    }
    if (at.isAfter(now.plus(Duration.ofDays(36_525)))) {
      throw tooFar(field);
    }
    return at;
  }

  private static ProblemException tooFar(String field) {
    return ProblemException.invalid(field, "must be within a hundred years");
  }
}
