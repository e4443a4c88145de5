package io.keygate.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate and the key that HTTPS is spoken with; both are checked, and fit each other. */
final class Tls {
  static final String CERTIFICATE = "KEYGATE_TLS_CERT";
  static final String KEY = "KEYGATE_TLS_KEY";

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final Path certificateFile;
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private Tls(Path certificateFile, List<X509Certificate> chain, PrivateKey key) {
    this.certificateFile = certificateFile;
    this.chain = chain;
    this.key = key;
  }

  /** What the two variables name; null where neither is set. */
  static @Nullable Tls of(Variables variables) {
    Optional<String> certificate = variables.text(CERTIFICATE);
    Optional<String> key = variables.text(KEY);
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new LaunchException(
          (key.isEmpty()
                  ? KEY + " is not set, but " + CERTIFICATE
                  : CERTIFICATE + " is not set, but " + KEY)
              + " is; HTTPS needs both");
    }
    return of(absolute(certificate.get()), absolute(key.get()));
  }

  private static Tls of(Path certificateFile, Path keyFile) {
    List<X509Certificate> chain = CertificateFile.read(CERTIFICATE, certificateFile);
    PrivateKey key = PrivateKeyFile.read(KEY, keyFile);
    if (!fit(chain.get(0), key)) {
      throw new LaunchException(
          KEY
              + " "
              + keyFile
              + " does not belong to the first certificate of "
              + CERTIFICATE
              + " "
              + certificateFile);
    }
    return new Tls(certificateFile, chain, key);
  }

  /** What one signs, the other one knows. */
  private static boolean fit(X509Certificate certificate, PrivateKey key) {
    try {
      var signature =
          Signature.getInstance(
              key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      byte[] text = certificate.getEncoded();
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with RSA and EC", e);
    }
  }

  /** The certificate's file, for a client that is to trust it. */
  Path certificateFile() {
    return certificateFile;
  }

  /** Writes both into a PKCS12 store that only its owner may read. */
  void writeKeyStore(Path file, String password) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("keygate", key, password.toCharArray(), chain.toArray(new Certificate[0]));
      store.store(bytes, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new LaunchException(
          CERTIFICATE + " " + certificateFile + " is no chain that can be used: " + e.getMessage());
    }
    SecretFiles.write(file, bytes.toByteArray());
  }

  /** For a client that talks to nobody but who has this certificate, under whatever name. */
  SSLContext trustingOnlyThis() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OnlyThisCertificate(chain.get(0))}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /** This host where the certificate names it, else the first one that it does name. */
  String hostLike(String host) {
    List<String> names = names();
    return names.isEmpty() || names.contains(host)
        ? host
        : names.get(0).replaceFirst("^\\*\\.", "keygate.");
  }

  private List<String> names() {
    try {
      Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
              .map(name -> name.get(1).toString())
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath().normalize();
  }
}
