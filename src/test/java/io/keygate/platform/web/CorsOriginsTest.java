package io.keygate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.platform.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOriginsTest {
  @Test
  void onlyTheNamedOnesAreLetIn() {
    var origins =
        new CorsOrigins("https://ops.example.org, http://localhost:3000,http://[::1]:3000");
    assertThat(origins.contains("https://ops.example.org")).isTrue();
    assertThat(origins.contains("http://localhost:3000")).isTrue();
    assertThat(origins.contains("http://[::1]:3000")).isTrue();
    assertThat(origins.contains("http://ops.example.org")).isFalse();
    assertThat(origins.contains("https://ops.example.org:8443")).isFalse();
    assertThat(origins.contains("https://ops.example.org.evil.test")).isFalse();
    assertThat(origins.contains("null")).isFalse();
    assertThat(origins.contains(null)).isFalse();
  }

  @Test
  void unsetIsNobody() {
    assertThat(new CorsOrigins("").contains("https://ops.example.org")).isFalse();
    assertThat(new CorsOrigins("").contains("")).isFalse();
  }

  @Test
  void aStarIsRefused() {
    assertThatThrownBy(() -> new CorsOrigins("https://ops.example.org, *"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("KEYGATE_CORS_ORIGINS cannot be '*': name each origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "ops.example.org",
        "https://*.example.org",
        "https://ops.example.org/",
        "https://ops.example.org/console",
        "https://OPS.example.org",
        "https://ops.example.org:443",
        "http://ops.example.org:80",
        "ftp://ops.example.org",
        "https://user@ops.example.org",
        "https://a.example.org https://b.example.org"
      })
  void whatNoBrowserSendsIsRefused(String origin) {
    assertThatThrownBy(() -> new CorsOrigins(origin))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("KEYGATE_CORS_ORIGINS '" + origin + "' is no origin");
  }
}
