package io.keygate.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashesTest {
  @Test
  void matchesTheRightPasswordAndNoOther() {
    String hash = PasswordHashes.hash("correct horse");
    assertThat(PasswordHashes.matches("correct horse", hash)).isTrue();
    assertThat(PasswordHashes.matches("correct horsf", hash)).isFalse();
    assertThat(PasswordHashes.matches("", hash)).isFalse();
  }

  @Test
  void isSaltedAndSlow() {
    String hash = PasswordHashes.hash("x");
    assertThat(hash).isNotEqualTo(PasswordHashes.hash("x")).startsWith("pbkdf2-sha512$210000$");
  }

  @Test
  void nobodyMatchesNothing() {
    assertThat(PasswordHashes.matches("", PasswordHashes.OF_NOBODY)).isFalse();
  }
}
