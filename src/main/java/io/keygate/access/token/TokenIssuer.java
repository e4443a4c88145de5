package io.keygate.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Issues MicroProfile JWTs for local accounts. */
@ApplicationScoped
public class TokenIssuer {
  /** The issuer of local tokens, and audience of them. */
  public static final String ISSUER = "keygate";

  /** How long an access token of a person lives (design.md section 3). */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** How long one of a service account lives. */
  public static final Duration SERVICE_LIFETIME = Duration.ofMinutes(5);

  static final String SESSION = "sid";
  static final String GENERATION = "gen";

  private final SigningKeys keys;
  private final Clock clock;

  @Inject
  TokenIssuer(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A token of a local account.
   *
   * @param generation that of the account; the token counts as long as the account is in it
   * @param session public id of the session that it belongs to; with it the token ends too
   */
  public String issue(String subject, int generation, @Nullable String session, Duration lifetime) {
    Instant now = clock.instant();
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(ISSUER);
    claims.setSubject(subject);
    claims.setClaim("upn", subject);
    claims.setClaim(GENERATION, generation);
    if (session != null) {
      claims.setClaim(SESSION, session);
    }
    claims.setStringListClaim("groups", List.of());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(lifetime).getEpochSecond()));
    claims.setGeneratedJwtId();
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(keys.current().getPrivateKey());
    signature.setKeyIdHeaderValue(keys.current().getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setHeader("typ", "JWT");
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
  }
}
