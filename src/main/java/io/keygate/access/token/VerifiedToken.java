package io.keygate.access.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says whose signature, issuer, audience and times are right. Whether the subject
 * still counts is another question.
 *
 * @param service whether it speaks for a program, not for a person
 * @param groups of the identity provider; none in local tokens
 * @param generation of a local account
 * @param session public id of the session that it belongs to
 */
public record VerifiedToken(
    String issuer,
    String subject,
    String name,
    @Nullable String email,
    boolean service,
    Set<String> groups,
    int generation,
    @Nullable String session) {

  /** Whether Keygate has issued it. */
  public boolean isLocal() {
    return issuer.equals(TokenIssuer.ISSUER);
  }
}
