package io.keygate.access.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A service account's token, in the names of RFC 6749, section 5.1. */
public record ServiceToken(
    @JsonProperty("access_token")
        @Schema(name = "access_token", description = "A JWT for the Authorization header")
        String accessToken,
    @JsonProperty("token_type")
        @Schema(name = "token_type", description = "How to send it", enumeration = "Bearer")
        String tokenType,
    @JsonProperty("expires_in")
        @Schema(name = "expires_in", description = "Seconds until it expires")
        long expiresIn) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "ServiceToken[]";
  }
}
