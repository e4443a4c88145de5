package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.text.Names;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a key is generated (api.md).
 *
 * @param permissions where absent both, or what environment and organization have as default
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
        @Schema(
            description =
                "What it may do; both where absent, or what environment or organization say")
        Set<@NotNull Permission> permissions,
    @Nullable
        @Email
        @Size(max = 255)
        @Schema(description = "Mail address of its owner; the caller's where absent")
        String owner,
    @Nullable @Size(max = 1000) @Schema(description = "For people") String note,
    @Nullable @Size(max = 1000) @Schema(description = "Where the secret was put, for people")
        String storedWhere,
    @Nullable
        @Size(max = CidrList.MOST)
        @Schema(
            description =
                "Networks that requests may come from, IPv4 or IPv6; anywhere where empty",
            examples = "[\"10.0.0.0/8\", \"2001:db8::/32\"]")
        List<@NotNull String> allowedCidrs,
    @Schema(description = "When it ends: in the future, within a hundred years; never where absent")
        @Nullable Instant expiresAt,
    @Schema(description = "Instead of expiresAt: the time from now") @Nullable Duration expiresIn) {

  /** Permissions are kept in one order, on every node. */
  public NewApiKey {
    if (permissions != null && permissions.stream().noneMatch(Objects::isNull)) {
      permissions = new TreeSet<>(permissions);
    }
  }

  /** With a name, and all else as usual. */
  public static NewApiKey named(String name) {
    return new NewApiKey(name, null, null, null, null, null, null, null);
  }

  /**
   * Checked, with the defaults filled in.
   *
   * @param callerEmail whose key it is where nobody is named
   * @param usual the permissions where none are asked for
   */
  KeySettings settings(@Nullable String callerEmail, Set<Permission> usual, Instant now) {
    return new KeySettings(
        name.strip(),
        permissions == null ? usual : permissions,
        owner == null ? callerEmail : owner,
        note,
        storedWhere,
        CidrList.of(allowedCidrs),
        expiry(now));
  }

  private @Nullable Instant expiry(Instant now) {
    if (expiresAt != null && expiresIn != null) {
      throw ProblemException.invalid("expiresIn", "cannot be given together with expiresAt");
    }
    if (expiresIn != null) {
      return Expiry.in("expiresIn", expiresIn, now);
    }
    return expiresAt == null ? null : Expiry.at("expiresAt", expiresAt, now);
  }
}
