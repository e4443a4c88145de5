package io.keygate.idpcheck;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Tokens with the claims of a real one that the provider never signed. */
final class Forgery {
  private Forgery() {}

  /** Well signed, with a key that nobody published. */
  static Token withUnknownKey(Token real) throws JoseException {
    return signed(
        real.payload(),
        AlgorithmIdentifiers.RSA_USING_SHA256,
        "nobody-has-published-this-one",
        RsaJwkGenerator.generateJwk(2048).getPrivateKey());
  }

  /** Well signed with such a key under the id of one of the provider's. */
  static Token withStolenKeyId(Token real) throws JoseException {
    return signed(
        real.payload(),
        AlgorithmIdentifiers.RSA_USING_SHA256,
        real.keyId(),
        RsaJwkGenerator.generateJwk(2048).getPrivateKey());
  }

  /** With the provider's public key as a secret that both sides share. */
  static Token withPublicKeyAsSecret(Token real, String keys) throws JoseException {
    Key known = new JsonWebKeySet(keys).findJsonWebKey(real.keyId(), null, null, null).getKey();
    return signed(
        real.payload(),
        AlgorithmIdentifiers.HMAC_SHA256,
        real.keyId(),
        new HmacKey(known.getEncoded()));
  }

  /** Not signed at all, and honest about it. */
  static Token unsigned(Token real) throws JoseException {
    var jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    jws.setPayload(real.payload());
    return new Token(jws.getCompactSerialization());
  }

  /** With another claim under the provider's signature. */
  static Token altered(Token real, String claim, String other) {
    String payload = real.payload();
    if (!payload.contains(claim)) {
      throw new IllegalArgumentException("the token has no " + claim);
    }
    String text = real.text();
    String changed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.replace(claim, other).getBytes(StandardCharsets.UTF_8));
    return new Token(
        text.substring(0, text.indexOf('.') + 1) + changed + text.substring(text.lastIndexOf('.')));
  }

  private static Token signed(String payload, String algorithm, String keyId, Key key)
      throws JoseException {
    var jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(algorithm);
    jws.setKeyIdHeaderValue(keyId);
    jws.setHeader("typ", "JWT");
    jws.setPayload(payload);
    jws.setKey(key);
    return new Token(jws.getCompactSerialization());
  }
}
