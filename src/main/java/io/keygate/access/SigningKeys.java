package io.keygate.access;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.text.Base62;
import jakarta.inject.Inject;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key pair (P-256) with which Keygate signs the tokens of local accounts, in KEYGATE_HOME:
 * {@code signing-keys.jwks} with the private part, {@code signing-keys-public.jwks} without, which
 * MicroProfile JWT reads.
 */
@Shared
class SigningKeys implements FeatureConfig {
  private static final String PRIVATE_FILE = "signing-keys.jwks";
  private static final String PUBLIC_FILE = "signing-keys-public.jwks";

  private final EllipticCurveJsonWebKey current;

  @Inject
  SigningKeys(Home home) {
    try {
      var keys = new JsonWebKeySet(home.readOrCreate(PRIVATE_FILE, SigningKeys::generate));
      var all = keys.getJsonWebKeys();
      if (all.isEmpty() || !(all.get(all.size() - 1) instanceof EllipticCurveJsonWebKey newest)) {
        throw wrong();
      }
      current = newest;
      home.delete(PUBLIC_FILE);
      home.create(PUBLIC_FILE, keys.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    } catch (JoseException e) {
      throw wrong();
    }
  }

  /** The newest one; the others only verify. */
  EllipticCurveJsonWebKey current() {
    return current;
  }

  private static String generate() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(Base62.random(12));
      key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      key.setUse("sig");
      return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    } catch (JoseException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  // NB: the file's text is not in the message; it is a secret.
  private static ConfigurationException wrong() {
    return new ConfigurationException(
        Home.VARIABLE, "has a file " + PRIVATE_FILE + " that is no set of P-256 keys");
  }
}
