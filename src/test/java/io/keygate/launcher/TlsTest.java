package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.testing.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final TestCertificate GOOD = TestCertificate.of("EC", "dns:localhost");

  @TempDir Path folder;

  private Tls tls(TestCertificate files) {
    return Objects.requireNonNull(Tls.of(new Variables(files.writeTo(folder))));
  }

  private Tls tls(String chain, String key) {
    return tls(new TestCertificate(chain, key));
  }

  private void refused(String chain, String key, String message) {
    assertRefused(
        () -> tls(chain, key),
        message
            .replace("<cert>", "KEYGATE_TLS_CERT " + folder + "/cert.pem")
            .replace("<key>", "KEYGATE_TLS_KEY " + folder + "/key.pem"));
  }

  private static void assertRefused(ThrowingCallable start, String message) {
    assertThatThrownBy(start).isInstanceOf(LaunchException.class).hasMessage(message);
  }

  @Test
  void withoutEitherThereIsNone() {
    assertThat(Tls.of(new Variables(Map.of("KEYGATE_TLS_CERT", " ")))).isNull();
  }

  @Test
  void oneNeedsTheOther() {
    assertRefused(
        () -> Tls.of(new Variables(Map.of("KEYGATE_TLS_CERT", "/x"))),
        "KEYGATE_TLS_KEY is not set, but KEYGATE_TLS_CERT is; HTTPS needs both");
    assertRefused(
        () -> Tls.of(new Variables(Map.of("KEYGATE_TLS_KEY", "/x"))),
        "KEYGATE_TLS_CERT is not set, but KEYGATE_TLS_KEY is; HTTPS needs both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void bothGoIntoAStoreThatOnlyTheOwnerReads(String algorithm) throws Exception {
    Path file = folder.resolve("store.p12");
    tls(TestCertificate.of(algorithm, "dns:localhost")).writeKeyStore(file, "pass word");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "pass word".toCharArray());
    }
    assertThat(store.getKey("keygate", "pass word".toCharArray()).getAlgorithm())
        .isEqualTo(algorithm);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("PRIVATE KEY");
  }

  @Nested
  class TheCertificate {
    @Test
    void mayComeWithWhoSignedIt() {
      tls(TestCertificate.signedByAnother("dns:localhost"));
    }

    @Test
    void comesFirst() {
      TestCertificate signed = TestCertificate.signedByAnother("dns:localhost");
      int second = signed.chain().indexOf("-----BEGIN", 1);
      String turned = signed.chain().substring(second) + signed.chain().substring(0, second);
      refused(
          turned,
          signed.key(),
          "<cert>: certificate 2 did not sign the one before it; the server's own comes first, then"
              + " who signed it");
    }

    @Test
    void mustBeThere() {
      refused(
          "no PEM", GOOD.key(), "<cert> has no certificate (-----BEGIN CERTIFICATE-----) in it");
    }

    @Test
    void mustBeWhole() {
      refused(
          TestCertificate.pem("CERTIFICATE", new byte[] {1, 2, 3}),
          GOOD.key(),
          "<cert>: certificate 1 is damaged");
    }

    @Test
    void mustNotHaveExpired() {
      TestCertificate old =
          TestCertificate.of(
              "EC", "dns:localhost", "-startdate", "2020/01/01 00:00:00", "-validity", "1");
      assertThatThrownBy(() -> tls(old))
          .isInstanceOf(LaunchException.class)
          .hasMessageMatching("KEYGATE_TLS_CERT .*/cert.pem expired at 20(19|20)-[-0-9]*T.*Z");
    }

    @Test
    void mustBeValidAlready() {
      TestCertificate early =
          TestCertificate.of("EC", "dns:localhost", "-startdate", "+2d", "-validity", "9");
      assertThatThrownBy(() -> tls(early))
          .isInstanceOf(LaunchException.class)
          .hasMessageMatching("KEYGATE_TLS_CERT .*/cert.pem is not valid before 20.*Z");
    }
  }

  @Nested
  class TheKey {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "ENCRYPTED PRIVATE KEY | is encrypted, and nobody is there to be asked",
          "RSA PRIVATE KEY       | is in the old form PKCS#1",
          "EC PRIVATE KEY        | is in the old form SEC1"
        })
    void ofAnotherFormIsRefusedWithTheCommandThatConvertsIt(String label, String what) {
      String file = folder + "/key.pem";
      refused(
          GOOD.chain(),
          GOOD.key().replace("PRIVATE KEY", label),
          "<key> "
              + what
              + "; this converts it: openssl pkcs8 -topk8 -nocrypt -in "
              + file
              + " -out "
              + file
              + ".pkcs8");
    }

    @Test
    void ofAFormThatNobodyConvertsIsNamed() {
      refused(
          GOOD.chain(),
          GOOD.key().replace("PRIVATE KEY", "OPENSSH PRIVATE KEY"),
          "<key> is a key in the form 'OPENSSH PRIVATE KEY'; it must be unencrypted PKCS#8");
    }

    @Test
    void mustBeThere() {
      refused(
          GOOD.chain(),
          GOOD.chain(),
          "<key> has no private key (-----BEGIN PRIVATE KEY-----) in it");
    }

    @Test
    void ofAnotherSortIsRefused() {
      refused(
          GOOD.chain(),
          TestCertificate.of("Ed25519", "dns:localhost").key(),
          "<key> is damaged, or is neither an RSA key nor one of the curves P-256, P-384, P-521");
    }

    @Test
    void isInNoMessageWhereItIsDamaged() {
      String body = GOOD.key().lines().skip(1).findFirst().orElseThrow();
      String damaged = GOOD.key().replace(body, body.substring(0, 40));
      assertThatThrownBy(() -> tls(GOOD.chain(), damaged))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("is damaged")
          .hasMessageNotContaining(body.substring(0, 12))
          .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void mustBelongToTheCertificate(String algorithm) {
      refused(
          GOOD.chain(),
          TestCertificate.of(algorithm, "dns:localhost").key(),
          "<key> does not belong to the first certificate of <cert>");
    }

    @Test
    void mustBeReadable() throws IOException {
      Map<String, String> variables = GOOD.writeTo(folder);
      Files.delete(folder.resolve("key.pem"));
      assertRefused(
          () -> Tls.of(new Variables(variables)),
          "KEYGATE_TLS_KEY " + folder + "/key.pem is not a file that can be read");
    }
  }
}
