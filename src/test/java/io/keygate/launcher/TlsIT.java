package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RawHttp;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import io.keygate.testing.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS with a certificate of one's own, seen by clients that trust this certificate alone. */
class TlsIT {
  @TempDir static Path folder;

  private static RunningKeygate keygate;
  private static Path certificate;
  private static HeldKey key;

  @BeforeAll
  static void start() {
    Map<String, String> files = TestCertificate.of("EC", "dns:localhost").writeTo(folder);
    certificate = folder.resolve("cert.pem");
    keygate = RunningKeygate.start(RunningKeygate.freshHome(), files);
    Client admin = keygate.client().admin();
    key = admin.held(admin.newOrganization(), "dev");
  }

  @AfterAll
  static void stop() {
    keygate.close();
  }

  @Test
  void aKeyOpensTheGateAndATraceGetsIn() {
    String trace = Spans.newTraceId();
    key.holder().get("/v1/verify").expect(200);
    key.holder().traces(Spans.json(trace, Spans.newSpanId(), "over https")).expect(200);
    JsonNode spans =
        key.holder().get("/v2/warehouse/spans?from_timestamp_sec=0").expect(200).json();
    assertThat(spans.at("/spans/data/0/trace_id").asText()).isEqualTo(trace);
  }

  @Test
  void whoDoesNotTrustTheCertificateSendsNothing() {
    assertThatThrownBy(() -> new Client(keygate.url()).get("/health/live"))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void newVersionsOfTlsAreSpoken(String version) throws Exception {
    try (var socket =
        (SSLSocket)
            TestCertificate.trusting(certificate)
                .getSocketFactory()
                .createSocket("localhost", port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void oldVersionsOfTlsAreRefused() throws Exception {
    assertThat(ClientHello.answer(port(), ClientHello.TLS_1_2)).isEqualTo(ClientHello.SERVER_HELLO);
    assertThat(ClientHello.answer(port(), ClientHello.TLS_1_1))
        .isEqualTo(ClientHello.WRONG_VERSION);
  }

  @Test
  void plainHttpIsNotSpoken() throws Exception {
    String plain = "http://localhost:" + port();
    String answer = RawHttp.send(plain, "GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assertThat(answer).doesNotContain("HTTP/");
  }

  @Test
  void browsersAreToldToComeByHttpsOnly() {
    Answer answer = keygate.client().get("/health/live").expect(200);
    assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(answer.response().version()).isEqualTo(Version.HTTP_2);
  }

  @Test
  void longBodiesAreCountedByKeygateAsWithoutTls() {
    byte[] elevenMebibytes = new byte[11 << 20];
    Answer answer = key.holder().post("/v1/traces", "application/json", elevenMebibytes);
    assertThat(answer.expect(400).json().path("message").asText()).isNotEmpty();
  }

  @Test
  void theKeyIsInAFileOfItsOwnerAndItsPasswordInNoArgument() throws Exception {
    Path store = keygate.home().resolve("server/configuration/keygate-tls.p12");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
        .isEqualTo("rw-------");
    assertThat(String.join(" ", keygate.server().info().arguments().orElseThrow()))
        .contains("-Dkeygate.tls=true")
        .doesNotContainIgnoringCase("password");
  }

  @Test
  void theWelcomeHasHttpsAndTheSamplesTrustTheCertificate() {
    assertThat(keygate.output())
        .contains("Keygate is up at " + keygate.url() + "\n")
        .contains("KEYGATE=https://localhost:" + port() + "\n")
        .contains("curl -sS --cacert '" + certificate + "' \"$KEYGATE/")
        .doesNotContain("http://")
        .doesNotContain("curl -sS \"");
  }

  private static int port() {
    return URI.create(keygate.url()).getPort();
  }
}
