package io.keygate.access.member;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody who is known, and could become a member. */
public record PersonView(
    @Schema(description = "Unchanging and unique within its issuer") String subject,
    @Schema(description = "Who vouches for the subject; keygate for local accounts") String issuer,
    @Schema(description = "Name for people") String name,
    @Schema(description = "Mail address") @Nullable String email) {}
