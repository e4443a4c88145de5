package io.keygate.access.member;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whose keys go to whom. */
public record KeyTransfer(
    @NotBlank
        @Size(max = 255)
        @Schema(
            description =
                "Mail address of the owner until now; or a subject: then also the keys without an"
                    + " owner that it has made")
        String from,
    @NotBlank
        @Size(max = 255)
        @Schema(
            description = "Mail address of the owner from now on, or a subject whose one is known")
        String to,
    @Nullable
        @Size(max = 255)
        @Schema(description = "Whose subject from is, where that is not clear")
        String fromIssuer) {}
