package io.keygate.launcher;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads KEYGATE_TLS_KEY: an unencrypted PKCS#8 key, RSA or EC. No message has anything of the key
 * in it, nor what a parser says of it.
 */
final class PrivateKeyFile {
  private PrivateKeyFile() {}

  /** The first key; throws with the command that converts a form that Java does not read. */
  static PrivateKey read(String variable, Path file) {
    String name = variable + " " + file;
    Pem block =
        Pem.read(variable, file).stream()
            .filter(pem -> pem.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(
                () ->
                    new LaunchException(
                        name + " has no private key (-----BEGIN PRIVATE KEY-----) in it"));
    return switch (block.label()) {
      case "PRIVATE KEY" -> key(name, block);
      case "ENCRYPTED PRIVATE KEY" ->
          throw convert(name, "is encrypted, and nobody is there to be asked", file);
      case "RSA PRIVATE KEY" -> throw convert(name, "is in the old form PKCS#1", file);
      case "EC PRIVATE KEY" -> throw convert(name, "is in the old form SEC1", file);
      default ->
          throw new LaunchException(
              name
                  + " is a key in the form '"
                  + block.label()
                  + "'; it must be unencrypted PKCS#8");
    };
  }

  private static PrivateKey key(String name, Pem block) {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(block.bytes()));
      } catch (InvalidKeySpecException | IllegalArgumentException e) {
        // perhaps it is one of the other sort
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + algorithm, e);
      }
    }
    throw new LaunchException(
        name + " is damaged, or is neither an RSA key nor one of the curves P-256, P-384, P-521");
  }

  private static LaunchException convert(String name, String what, Path file) {
    return new LaunchException(
        name
            + " "
            + what
            + "; this converts it: openssl pkcs8 -topk8 -nocrypt -in "
            + file
            + " -out "
            + file
            + ".pkcs8");
  }
}
