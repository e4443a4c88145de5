package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.testing.TestCertificate;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchSettingsTest {
  @TempDir Path home;

  @Test
  void hasTheDocumentedDefaults() {
    LaunchSettings settings = settings(Map.of());
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.managementPort()).isEqualTo(9990);
    assertThat(settings.httpHost()).isEqualTo("127.0.0.1");
    assertThat(settings.localUrl()).isEqualTo("http://localhost:8080");
    assertThat(settings.databaseUrl()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          KEYGATE_HTTP_PORT       | abc                        | 'abc' is not a port from 1 to 65535
          KEYGATE_HTTP_PORT       | 0                          | '0' is not a port from 1 to 65535
          KEYGATE_MANAGEMENT_PORT | 65536                      | '65536' is not a port from 1 to 65535
          KEYGATE_DB_PORT         | -1                         | '-1' is not a port from 0 to 65535
          KEYGATE_DB_URL          | jdbc:mysql://db/keygate    | must be like jdbc:mariadb://host:3306/database, not 'jdbc:mysql://db/keygate'
          KEYGATE_DB_POOL         | 1                          | '1' is not a number from 2 to 10000
          KEYGATE_HTTP_THREADS    | many                       | 'many' is not a number from 4 to 10000
          KEYGATE_HEAP            | much                       | 'much' is not like 768m or 2g
          KEYGATE_MANAGEMENT_PORT | 8080                       | and KEYGATE_HTTP_PORT are both 8080
          KEYGATE_ALLOW_PLAIN_HTTP | yes                       | must be true or false, not 'yes'
          """)
  void namesTheVariableThatIsWrong(String variable, String value, String message) {
    assertThatThrownBy(() -> settings(Map.of(variable, value)))
        .isInstanceOf(LaunchException.class)
        .hasMessage(variable + " " + message);
  }

  @Test
  void aDatabaseNeedsItsUser() {
    assertThatThrownBy(() -> settings(Map.of("KEYGATE_DB_URL", "jdbc:mariadb://db/keygate")))
        .hasMessage("KEYGATE_DB_USER is not set");
  }

  @Nested
  class BeyondLoopback {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"})
    void plainHttpIsRefusedWithEveryWayOut(String host) {
      assertThatThrownBy(() -> settings(Map.of("KEYGATE_HTTP_HOST", host)))
          .isInstanceOf(LaunchException.class)
          .hasMessage(
              "KEYGATE_HTTP_HOST "
                  + host
                  + " would carry keys and passwords over the network as plain text. Set"
                  + " KEYGATE_TLS_CERT and KEYGATE_TLS_KEY for HTTPS; or KEYGATE_TRUSTED_PROXIES,"
                  + " where a proxy in front speaks HTTPS; or KEYGATE_HTTP_HOST=127.0.0.1; or,"
                  + " where nobody can listen in, KEYGATE_ALLOW_PLAIN_HTTP=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost", "::ffff:127.0.0.1"})
    void loopbackIsNot(String host) {
      assertThat(settings(Map.of("KEYGATE_HTTP_HOST", host)).httpHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
      "KEYGATE_ALLOW_PLAIN_HTTP, true, true",
      "KEYGATE_ALLOW_PLAIN_HTTP, false, false",
      "KEYGATE_TRUSTED_PROXIES, 10.0.0.5, true",
      "KEYGATE_TRUSTED_PROXIES, ' ', false"
    })
    void whoSaysThatNobodyListensInIsBelieved(String variable, String value, boolean starts) {
      Map<String, String> variables = Map.of("KEYGATE_HTTP_HOST", "0.0.0.0", variable, value);
      if (starts) {
        assertThat(settings(variables).url()).isEqualTo("http://localhost:8080");
      } else {
        assertThatThrownBy(() -> settings(variables)).isInstanceOf(LaunchException.class);
      }
    }

    @Test
    void httpsIsAtHome() {
      Map<String, String> variables =
          new HashMap<>(TestCertificate.of("EC", "dns:localhost").writeTo(home));
      variables.put("KEYGATE_HTTP_HOST", "0.0.0.0");
      LaunchSettings settings = settings(variables);
      assertThat(settings.url()).isEqualTo("https://localhost:8080");
      assertThat(settings.curlOptions()).isEqualTo(" --cacert '" + home + "/cert.pem'");
    }

    @Test
    void aNameThatIsNoneIsCalledThat() {
      assertThatThrownBy(() -> settings(Map.of("KEYGATE_HTTP_HOST", "no.such.host.invalid")))
          .hasMessage("KEYGATE_HTTP_HOST 'no.such.host.invalid' is no address of this machine");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dns:keygate.example.org, keygate.example.org",
    "'dns:*.example.org', keygate.example.org",
    "'dns:other.example.org,dns:localhost', localhost"
  })
  void urlAndSamplesHaveANameThatTheCertificateHas(String names, String host) {
    LaunchSettings settings = settings(TestCertificate.of("EC", names).writeTo(home));
    assertThat(settings.localUrl()).isEqualTo("https://localhost:8080");
    assertThat(settings.url()).isEqualTo("https://" + host + ":8080");
    assertThat(settings.curlOptions())
        .isEqualTo(
            " --cacert '"
                + home
                + "/cert.pem'"
                + (host.equals("localhost") ? "" : " --connect-to ::localhost:8080"));
  }

  private LaunchSettings settings(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("KEYGATE_HOME", home.toString());
    return LaunchSettings.of(variables, home);
  }
}
