package io.keygate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatePathsTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/traces, /v1/traces",
    "POST, //v1/traces, /v1/traces",
    "POST, ////v1/traces, /v1/traces",
    "POST, /v1//traces, /v1//traces",
    "POST, /, /v1/traces",
    "POST, //, /v1/traces",
    "GET, /, /",
    "GET, //, /",
    "GET, //v1/verify, /v1/verify",
    "POST, //api/v1/login, /api/v1/login",
    "POST, '', ''"
  })
  void onlyWhatSdksMakeOfABaseUrlIsPutRight(String method, String path, String meant) {
    assertThat(GatePaths.meant(path, method.equals("POST"))).isEqualTo(meant);
  }
}
