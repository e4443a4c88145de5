package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate for another name than localhost, and what is renewed on disk. */
class OtherCertificatesIT {
  @TempDir Path folder;

  @Test
  void theSamplesWorkAsPrintedAndARenewedCertificateCountsFromTheNextStart() throws Exception {
    Map<String, String> variables =
        new HashMap<>(
            TestCertificate.of("RSA", "dns:keygate.example.org,dns:localhost.test")
                .writeTo(folder));
    variables.put("KEYGATE_ADMIN_PASSWORD", "");
    try (var keygate = RunningKeygate.launch(RunningKeygate.freshHome(), variables)) {
      keygate.awaitWelcome();
      assertThat(keygate.output()).contains("Keygate is up at https://keygate.example.org:");
      assertThat(bash(keygate.output()))
          .contains("\"span_name\":\"hello\"")
          .contains("\"service_name\":\"curl\"");

      SSLContext old = TestCertificate.trusting(folder.resolve("cert.pem"));
      TestCertificate.of("EC", "dns:localhost").writeTo(folder);
      keygate.stop();
      keygate.startAgain();

      keygate.client().get("/health/live").expect(200);
      assertThatThrownBy(() -> Client.over(old, keygate.url()).get("/health/live"))
          .hasCauseInstanceOf(SSLHandshakeException.class);
    }
  }

  /** Runs the block that the welcome offers. */
  private static String bash(String welcome) throws Exception {
    String block = welcome.substring(welcome.indexOf("\n{\n"), welcome.indexOf("\n}\n") + 3);
    Process process = new ProcessBuilder("bash", "-c", block).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
