package io.keygate.access.token;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/**
 * Verifies tokens: form, signature, issuer, audience and times (RFC 7519, RFC 8725). The issuer
 * that a token names decides whose keys and rules it is held to.
 */
@Shared
public class TokenVerifier {
  private static final int LONGEST = 16_384;

  /** Tokens of another type, such as those of a logout, are signed with the same keys. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private static final JwtConsumer UNVERIFIED =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setDisableRequireSignature()
          .setSkipSignatureVerification()
          .build();

  private final ProviderConfig config;
  private final SigningKeys own;
  private final ProviderKeys provided;
  private final Clock clock;

  @Inject
  TokenVerifier(ProviderConfig config, SigningKeys own, ProviderKeys provided, Clock clock) {
    this.config = config;
    this.own = own;
    this.provided = provided;
    this.clock = clock;
  }

  /**
   * What an access token says; a 401 problem where it is not valid here, a 503 one where the
   * identity provider would have to be asked and does not answer.
   */
  public VerifiedToken verify(String token) {
    String issuer = issuer(token);
    if (issuer.equals(TokenIssuer.ISSUER) && config.localAccounts()) {
      JwtClaims claims =
          verified(
              token,
              issuer,
              List.of(TokenIssuer.ISSUER),
              Set.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256),
              new JwksVerificationKeyResolver(own.all()));
      return Claims.ofLocalToken(claims);
    }
    IdentityProvider provider =
        config.provider().filter(p -> p.issuer().equals(issuer)).orElse(null);
    if (provider == null) {
      throw invalid();
    }
    JwtClaims claims = ofProvider(token, provider, provider.audiences());
    if (!Claims.areOfAccessToken(claims)) {
      throw invalid();
    }
    return Claims.ofProviderToken(claims, provider);
  }

  /**
   * The claims of another token of the identity provider, such as an ID token, that is meant for
   * this audience.
   */
  public JwtClaims ofProvider(
      String token, IdentityProvider provider, Collection<String> audiences) {
    return verified(token, provider.issuer(), audiences, provider.algorithms(), provided);
  }

  /**
   * The issuer that a token names, without believing it. One that has expired by its own word is
   * refused here: nobody needs to be asked about it.
   */
  private String issuer(String token) {
    try {
      JwtClaims claims =
          token.length() > LONGEST ? new JwtClaims() : UNVERIFIED.processToClaims(token);
      String issuer = claims.getIssuer();
      NumericDate end = claims.getExpirationTime();
      if (issuer != null && end != null && end.getValue() + config.clockSkew() > now().getValue()) {
        return issuer;
      }
    } catch (InvalidJwtException | MalformedClaimException e) {
      // said below, in the same words as of all that is wrong with it
    }
    throw invalid();
  }

  private NumericDate now() {
    return NumericDate.fromSeconds(clock.instant().getEpochSecond());
  }

  private JwtClaims verified(
      String token,
      String issuer,
      Collection<String> audiences,
      Set<String> algorithms,
      VerificationKeyResolver keys) {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setExpectedIssuer(issuer)
            .setExpectedAudience(audiences.toArray(String[]::new))
            .setRequireExpirationTime()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds(config.clockSkew())
            .setEvaluationTime(now())
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, algorithms.toArray(String[]::new)))
            .setVerificationKeyResolver(keys)
            .build();
    try {
      JwtContext verified = consumer.process(token);
      String type = verified.getJoseObjects().get(0).getHeader("typ");
      if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
        throw invalid();
      }
      return verified.getJwtClaims();
    } catch (InvalidJwtException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof ProblemException problem) {
          throw problem;
        }
      }
      throw invalid();
    }
  }

  /** The answer to every token that is not valid here; why, is nobody's business. */
  static ProblemException invalid() {
    return ProblemType.UNAUTHENTICATED.with(
        "The access token is missing, expired or not valid here.");
  }
}
