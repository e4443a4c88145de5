package io.keygate.access.member;

import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.security.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The roles that a member is to have. */
public record MemberRoles(
    @NotNull @Schema(description = "The role in the whole organization") Role role,
    @Nullable
        @Size(max = 200)
        @Schema(description = "Higher roles in single projects, by slug: owner, admin or member")
        Map<@NotNull String, @NotNull Role> projects) {
  Map<String, Role> raised() {
    return requireNonNullElse(projects, Map.of());
  }
}
