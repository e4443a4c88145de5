package io.keygate.access.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The ways to log in that there are. */
public record LoginWays(
    @Schema(description = "With a local account, POST /login") boolean local,
    @Schema(description = "At the identity provider, GET /session/login") boolean provider) {}
