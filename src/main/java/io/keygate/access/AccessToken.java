package io.keygate.access;

/**
 * What a login gives.
 *
 * @param expiresIn seconds
 */
public record AccessToken(String accessToken, String tokenType, long expiresIn) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "AccessToken[]";
  }
}
