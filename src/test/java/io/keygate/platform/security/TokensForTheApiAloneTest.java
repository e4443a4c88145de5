package io.keygate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensForTheApiAloneTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/api", "/api/", "/api/v1/me", "/api/v1/login/x", "/api/v1/organizations"})
  void belowTheApiTokensAreChecked(String path) {
    assertThat(TokensForTheApiAlone.takesTokens(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "", "/v1/traces", "/v2/warehouse/spans", "/apis", "/openapi", "/health/live"})
  void elsewhereTheyAreNot(String path) {
    assertThat(TokensForTheApiAlone.takesTokens(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/login", "/api/v1/login/"})
  void anOldOneIsNotInTheWayOfANewOne(String path) {
    assertThat(TokensForTheApiAlone.takesTokens(path)).isFalse();
  }
}
