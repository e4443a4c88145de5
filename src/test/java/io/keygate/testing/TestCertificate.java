package io.keygate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate and its key, freshly made by the JDK's keytool.
 *
 * @param chain PEM, the certificate first
 * @param key PEM, unencrypted PKCS#8
 */
public record TestCertificate(String chain, String key) {
  private static final String STORE_PASSWORD = "changeit";

  /** One that signed itself, for a name such as {@code dns:localhost}; EC or RSA. */
  public static TestCertificate of(String algorithm, String name) {
    return of(algorithm, name, "-validity", "10");
  }

  /** The same with more options of keytool. */
  public static TestCertificate of(String algorithm, String name, String... more) {
    try {
      Path folder = Files.createTempDirectory("certificate-");
      Path store = folder.resolve("store.p12");
      keytool(store, "own", algorithm, name, more);
      return read(store, "own");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that another one signed, which is the second of the chain. */
  public static TestCertificate signedByAnother(String name) {
    try {
      Path store = Files.createTempDirectory("certificate-").resolve("store.p12");
      keytool(store, "root", "EC", "dns:root", "-ext", "bc=ca:true");
      keytool(store, "own", "EC", name, "-signer", "root");
      return read(store, "own");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trusts the certificates of this file and nothing else. */
  public static SSLContext trusting(Path certificates) {
    try (InputStream in = Files.newInputStream(certificates)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + number++, each);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes {@code cert.pem} and {@code key.pem}; returns the variables that name them. */
  public Map<String, String> writeTo(Path folder) {
    try {
      Path certificate = Files.writeString(folder.resolve("cert.pem"), chain);
      Path keyFile = Files.writeString(folder.resolve("key.pem"), key);
      return Map.of(
          "KEYGATE_TLS_CERT", certificate.toString(), "KEYGATE_TLS_KEY", keyFile.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A block of a PEM file. */
  public static String pem(String label, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static void keytool(
      Path store, String alias, String algorithm, String name, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=" + name,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static TestCertificate read(Path file, String alias) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, STORE_PASSWORD.toCharArray());
      var chain = new StringBuilder();
      for (Certificate certificate : store.getCertificateChain(alias)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      byte[] key = store.getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
      return new TestCertificate(chain.toString(), pem("PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
