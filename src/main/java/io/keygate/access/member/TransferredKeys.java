package io.keygate.access.member;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a transfer has done. */
public record TransferredKeys(
    @Schema(description = "How many keys have another owner now") int count) {}
