package io.keygate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private LaunchSettings settings(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("KEYGATE_HOME", home.toString());
    return LaunchSettings.of(variables, home);
  }
}
