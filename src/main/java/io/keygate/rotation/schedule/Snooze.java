package io.keygate.rotation.schedule;

import io.keygate.platform.text.Names;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That somebody wants no reminders of a key for a while. */
public record Snooze(
    @NotNull
        @Schema(
            description =
                "Until when: within 14 days from now, and not after the key is due; then what is"
                    + " still to be said is said")
        Instant until,
    @NotBlank
        @Size(max = 1000)
        @Pattern(regexp = Names.FORM, message = Names.MESSAGE)
        @Schema(description = "Why, for who looks at it later")
        String reason) {}
