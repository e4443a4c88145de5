package io.keygate.access.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
  private final RefreshToken token = RefreshToken.generate();

  @Test
  void comesBackFromTheCookieAsItWas() {
    RefreshToken again = RefreshToken.parse(token.expose()).orElseThrow();
    assertThat(again.hash()).isEqualTo(token.hash()).hasSize(32);
    assertThat(RefreshToken.parse(token.expose() + "x")).isEmpty();
    assertThat(RefreshToken.parse(null)).isEmpty();
  }

  @Test
  void opensWhatItHasSealed() {
    assertThat(token.open(token.seal("provider's token"))).isEqualTo("provider's token");
  }

  @Test
  void whatIsSealedCannotBeReadWithoutIt() {
    byte[] sealed = token.seal("provider's token");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("provider");
    assertThat(sealed).isNotEqualTo(token.seal("provider's token"));
    RefreshToken other = RefreshToken.generate();
    assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsItselfToNobody() {
    assertThat(token.toString()).doesNotContain(token.expose());
    assertThat(new String(token.hash(), StandardCharsets.ISO_8859_1))
        .doesNotContain(token.expose());
  }
}
