package io.keygate.apikey;

import io.keygate.platform.text.Names;
import io.keygate.platform.web.Patch;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to change of a key (api.md): what is absent stays, null clears. */
public record KeyChange(
    @Schema(implementation = String.class, description = "Name for people", maxLength = 100)
        Patch<
                @NotBlank @Size(max = 100) @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
                String>
            name,
    @Schema(
            implementation = String.class,
            nullable = true,
            format = "email",
            description = "Mail address of its owner",
            maxLength = 255)
        Patch<@Email @Size(max = 255) String> owner,
    @Schema(
            implementation = String.class,
            nullable = true,
            description = "For people",
            maxLength = 1000)
        Patch<@Size(max = 1000) String> note,
    @Schema(
            implementation = String.class,
            nullable = true,
            description = "Where the secret was put, for people",
            maxLength = 1000)
        Patch<@Size(max = 1000) String> storedWhere,
    @Schema(
            implementation = String[].class,
            nullable = true,
            description = "Networks that requests may come from; empty or null: anywhere",
            maxItems = CidrList.MOST)
        Patch<@Size(max = CidrList.MOST) List<@NotNull String>> allowedCidrs,
    @Schema(
            implementation = Instant.class,
            nullable = true,
            description = "When it ends: in the future, within a hundred years; null: never")
        Patch<Instant> expiresAt) {

  /** The same with an expiry that a key may have. */
  KeyChange checked(Instant now) {
    Instant end = expiresAt.value();
    return end == null
        ? this
        : new KeyChange(
            name,
            owner,
            note,
            storedWhere,
            allowedCidrs,
            Patch.of(Expiry.at("expiresAt", end, now)));
  }
}
