package io.keygate.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginAttemptTest {
  @Test
  void comesBackFromTheCookieAsItWas() {
    LoginAttempt attempt = LoginAttempt.begin("/organizations/acme?tab=keys#x");
    assertThat(LoginAttempt.ofCookie(attempt.cookie())).contains(attempt);
    assertThat(attempt.to()).isEqualTo("/organizations/acme?tab=keys#x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x",
        "/\tx",
        "/a|b"
      })
  void leadsNowhereButToKeygate(String to) {
    assertThat(LoginAttempt.begin(to).to()).isEqualTo("/");
  }

  @Test
  void aChangedCookieLeadsNowhereElse() {
    String elsewhere = "cw.cw.cw.Ly9ldmlsLmV4YW1wbGU"; // //evil.example
    assertThat(LoginAttempt.ofCookie(elsewhere).orElseThrow().to()).isEqualTo("/");
    assertThat(LoginAttempt.ofCookie("a.b.c")).isEmpty();
    assertThat(LoginAttempt.ofCookie("a.b.c.%%")).isEmpty();
  }

  @Test
  void isAnsweredByItsOwnStateAlone() {
    LoginAttempt attempt = LoginAttempt.begin(null);
    assertThat(attempt.isAnsweredBy(attempt.state())).isTrue();
    assertThat(attempt.isAnsweredBy(LoginAttempt.begin(null).state())).isFalse();
    assertThat(attempt.isAnsweredBy(null)).isFalse();
  }

  /** RFC 7636, appendix B. */
  @Test
  void makesTheChallengeOfTheStandard() {
    var attempt = new LoginAttempt("s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "/");
    assertThat(attempt.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }
}
