package io.keygate.access.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a login gives.
 *
 * @param expiresIn seconds
 */
public record AccessToken(
    @Schema(description = "A JWT for the Authorization header") String accessToken,
    @Schema(description = "How to send it", enumeration = "Bearer") String tokenType,
    @Schema(description = "Seconds until it expires") long expiresIn) {
  static AccessToken of(String token, long seconds) {
    return new AccessToken(token, "Bearer", seconds);
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "AccessToken[]";
  }
}
