package io.keygate.apikey;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When an overlap is to end. */
public record OverlapEnd(
    @NotNull
        @Schema(
            description =
                "Within 30 days after the rotation; now or in the past ends it now; past the key's"
                    + " own expiry it ends with that")
        Instant endsAt) {}
