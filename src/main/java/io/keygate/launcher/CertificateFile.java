package io.keygate.launcher;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads KEYGATE_TLS_CERT: the server's own certificate first, then who signed the one before. */
final class CertificateFile {
  private CertificateFile() {}

  /** The chain, of at least one; throws where a client could not believe it. */
  static List<X509Certificate> read(String variable, Path file) {
    String name = variable + " " + file;
    List<X509Certificate> chain = new ArrayList<>();
    for (Pem block : Pem.read(variable, file)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(certificate(name, chain.size() + 1, block));
      }
    }
    if (chain.isEmpty()) {
      throw new LaunchException(name + " has no certificate (-----BEGIN CERTIFICATE-----) in it");
    }
    checkDates(name, chain.get(0));
    checkOrder(name, chain);
    return chain;
  }

  private static X509Certificate certificate(String name, int number, Pem block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.bytes()));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new LaunchException(name + ": certificate " + number + " is damaged");
    }
  }

  /** Of the server's own; an old one above it may stand there for old clients. */
  private static void checkDates(String name, X509Certificate own) {
    try {
      own.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new LaunchException(name + " expired at " + own.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      throw new LaunchException(name + " is not valid before " + own.getNotBefore().toInstant());
    }
  }

  private static void checkOrder(String name, List<X509Certificate> chain) {
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new LaunchException(
            name
                + ": certificate "
                + (i + 1)
                + " did not sign the one before it; the server's own comes first, then who signed"
                + " it");
      }
    }
  }
}
