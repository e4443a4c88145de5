package io.keygate.access.account;

import io.keygate.platform.text.Names;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A local account that is to be. */
public record NewAccount(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9][A-Za-z0-9._@-]{0,99}",
            message = "must be 1 to 100 of letters, digits and ._@-, a letter or digit first")
        @Schema(description = "Unchanging; the same in any case, and kept in lower case")
        String username,
    @NotBlank
        @Size(max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Name for people")
        String name,
    @Nullable @Email @Size(max = 255) @Schema(description = "Mail address") String email,
    @Nullable @Schema(description = "A person, unless a service is asked for") AccountKind kind,
    @Nullable
        @Schema(description = "Whether it may do everything in all organizations; no unless asked")
        Boolean platformAdmin,
    @Nullable @Schema(description = "Whether it is closed from the beginning") Boolean disabled) {}
