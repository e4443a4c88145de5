package io.keygate.rotation.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook that is wanted. */
public record NewWebhook(
    @NotBlank
        @Size(max = 2000)
        @Schema(
            description =
                "Where events are posted to: http or https, without user name and fragment; not on"
                    + " the server itself and not at a link-local, multicast or cloud metadata"
                    + " address")
        String url) {}
