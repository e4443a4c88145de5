package io.keygate.access.member;

import io.keygate.apikey.ApiKeyView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is a member no longer, and the keys that have to do with it. */
public record RemovedMember(
    @Schema(description = "Unchanging and unique within its issuer") String subject,
    @Schema(description = "Who vouches for the subject") String issuer,
    @Schema(description = "How many keys that are not revoked the person made or owns")
        long keyCount,
    @Schema(description = "The first 200 of them; all: GET …/members/{subject}/keys")
        List<ApiKeyView> keys) {}
