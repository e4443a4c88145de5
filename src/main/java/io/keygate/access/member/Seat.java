package io.keygate.access.member;

import io.keygate.platform.security.Role;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody may do in one organization. */
public record Seat(
    @Schema(description = "Slug of the organization") String slug,
    @Schema(description = "Its name") String name,
    @Schema(
            description = "The role there, the most powerful one of several",
            enumeration = {"owner", "admin", "member", "viewer", "auditor"})
        Role role,
    @Schema(description = "All roles there: as a member, and by group") List<Role> roles,
    @Schema(description = "Higher roles in single projects, by slug") Map<String, Role> projects) {}
