package io.keygate.access;

import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Tokens made with a server's own key, right but for what the method's name says. */
public final class Tokens {
  private final PublicJsonWebKey key;

  public Tokens(RunningKeygate keygate) {
    try {
      var all =
          new JsonWebKeySet(Files.readString(keygate.home().resolve("signing-keys.jwks")))
              .getJsonWebKeys();
      key = (PublicJsonWebKey) all.get(all.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  public String valid(String username) {
    return signed(claims(username));
  }

  public String expired(String username) {
    JwtClaims claims = claims(username);
    Instant end = Instant.now().minus(Duration.ofMinutes(1));
    claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
    return signed(claims);
  }

  public String ofForeignIssuer(String username) {
    JwtClaims claims = claims(username);
    claims.setIssuer("https://login.example.org");
    return signed(claims);
  }

  public String forAnotherAudience(String username) {
    JwtClaims claims = claims(username);
    claims.setAudience("another");
    return signed(claims);
  }

  public String ofAnotherGeneration(String username) {
    JwtClaims claims = claims(username);
    claims.setClaim("gen", 99);
    return signed(claims);
  }

  /** {@code alg: none}. */
  public String unsigned(String username) {
    var signature = new JsonWebSignature();
    signature.setPayload(claims(username).toJson());
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    return serialized(signature);
  }

  private static JwtClaims claims(String username) {
    Instant now = Instant.now();
    var claims = new JwtClaims();
    claims.setIssuer("keygate");
    claims.setAudience("keygate");
    claims.setSubject(username);
    claims.setClaim("upn", username);
    claims.setClaim("gen", 0);
    claims.setStringListClaim("groups", List.of());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(
        NumericDate.fromSeconds(now.plus(Duration.ofMinutes(30)).getEpochSecond()));
    return claims;
  }

  private String signed(JwtClaims claims) {
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    return serialized(signature);
  }

  private static String serialized(JsonWebSignature signature) {
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}
