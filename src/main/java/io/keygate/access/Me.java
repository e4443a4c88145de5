package io.keygate.access;

import io.keygate.platform.security.Role;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The caller as {@code GET /me} gives it. */
public record Me(
    @Schema(description = "Unchanging and unique") String subject,
    @Schema(description = "Name for people") String name,
    @Schema(description = "Mail address") @Nullable String email,
    @Schema(description = "Whether everything is allowed in all organizations")
        boolean platformAdmin,
    @Schema(description = "The organizations that it is a member of, a thousand at most")
        List<Seat> organizations) {

  /** A role in one organization. */
  public record Seat(
      @Schema(description = "Slug of the organization") String slug,
      @Schema(description = "Its name") String name,
      @Schema(
              description = "The role there",
              enumeration = {"owner", "admin", "member", "viewer", "auditor"})
          String role) {}

  static String word(@Nullable Role role) {
    return role == null ? "" : role.name().toLowerCase(Locale.ROOT);
  }
}
