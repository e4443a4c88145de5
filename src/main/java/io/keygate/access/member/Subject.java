package io.keygate.access.member;

import io.keygate.access.token.TokenIssuer;

/**
 * A person or service account: the same subject of two issuers is two people.
 *
 * @param issuer {@code keygate} for local accounts
 */
public record Subject(String issuer, String subject) {
  /** Whether it is a local account. */
  boolean isLocal() {
    return issuer.equals(TokenIssuer.ISSUER);
  }
}
