package io.keygate.access;

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

/** Issues MicroProfile JWTs for local accounts. */
@ApplicationScoped
class TokenIssuer {
  /** The issuer of local tokens; META-INF/microprofile-config.properties accepts it. */
  static final String ISSUER = "keygate";

  /** How long an access token lives. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final String AUDIENCE = "keygate";

  private final SigningKeys keys;
  private final Clock clock;

  @Inject
  TokenIssuer(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  String issue(Account account) {
    Instant now = clock.instant();
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(AUDIENCE);
    claims.setSubject(account.username());
    claims.setClaim("upn", account.username());
    claims.setStringListClaim("groups", List.of());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
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
