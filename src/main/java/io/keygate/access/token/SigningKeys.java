package io.keygate.access.token;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Home;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.text.Base62;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key pairs (P-256) with which Keygate signs tokens: {@code signing-keys.jwks} in KEYGATE_HOME,
 * or the file of KEYGATE_SIGNING_KEY_FILE, the same on all nodes. The last one signs, all verify.
 */
@Shared
class SigningKeys implements FeatureConfig {
  private static final String VARIABLE = "KEYGATE_SIGNING_KEY_FILE";
  private static final String FILE = "signing-keys.jwks";

  private final List<JsonWebKey> all;
  private final EllipticCurveJsonWebKey current;

  @Inject
  SigningKeys(Settings settings, Home home) {
    String file = settings.text(VARIABLE).orElse(null);
    String variable = file == null ? Home.VARIABLE : VARIABLE;
    String text = file == null ? home.readOrCreate(FILE, SigningKeys::generate) : read(file);
    try {
      all = new JsonWebKeySet(text).getJsonWebKeys();
    } catch (JoseException e) {
      throw wrong(variable);
    }
    if (all.isEmpty()
        || !(all.get(all.size() - 1) instanceof EllipticCurveJsonWebKey newest)
        || newest.getPrivateKey() == null) {
      throw wrong(variable);
    }
    current = newest;
  }

  /** The newest one; the others only verify. */
  EllipticCurveJsonWebKey current() {
    return current;
  }

  /** All whose signatures count. */
  List<JsonWebKey> all() {
    return all;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new ConfigurationException(VARIABLE, "names a file that cannot be read");
    }
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
  private static ConfigurationException wrong(String variable) {
    return new ConfigurationException(
        variable, "has a file of signing keys that is no set of P-256 keys (" + FILE + ")");
  }
}
