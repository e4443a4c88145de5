package io.keygate.access.account;

import io.keygate.platform.text.Names;
import io.keygate.platform.web.Patch;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change of an account: what is absent stays, a null address is cleared. */
public record AccountChange(
    @Nullable
        @Size(min = 1, max = 100)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Pattern(regexp = ".*\\S.*", message = "must not be blank")
        @Schema(description = "Name for people")
        String name,
    @Schema(
            implementation = String.class,
            nullable = true,
            format = "email",
            description = "Mail address",
            maxLength = 255)
        Patch<@Email @Size(max = 255) String> email,
    @Nullable @Schema(description = "Whether it may do everything in all organizations")
        Boolean platformAdmin,
    @Nullable
        @Schema(description = "Whether it is closed; then all its tokens and sessions are dead")
        Boolean disabled) {}
