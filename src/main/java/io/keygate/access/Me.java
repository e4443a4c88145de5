package io.keygate.access;

import io.keygate.access.member.Seat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The caller as {@code GET /me} gives it. */
public record Me(
    @Schema(description = "Unchanging and unique within its issuer") String subject,
    @Schema(description = "Who vouches for the subject; keygate for local accounts") String issuer,
    @Schema(description = "Name for people") String name,
    @Schema(description = "Mail address") @Nullable String email,
    @Schema(description = "Whether everything is allowed in all organizations")
        boolean platformAdmin,
    @Schema(
            description =
                "The organizations that it belongs to, by membership or group, a thousand at most")
        List<Seat> organizations) {}
