package io.keygate.rotation.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {
  private static final String TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private final SigningSecret secret =
      new SigningSecret(Base64.getDecoder().decode(TEXT.substring("whsec_".length())));

  /** What the libraries of Standard Webhooks are tested with. */
  @Test
  void signsAsThePublishedVectorHasIt() {
    assertThat(
            secret.signature(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isShownOnlyWhereItIsAskedFor() {
    assertThat(secret.expose()).isEqualTo(TEXT);
    assertThat(secret).hasToString("whsec_…");
  }
}
