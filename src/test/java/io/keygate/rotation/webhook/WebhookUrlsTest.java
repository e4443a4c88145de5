package io.keygate.rotation.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.platform.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlsTest {
  private final WebhookUrls urls = new WebhookUrls(new CheckedAddresses(false));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "example.org",
        "/hook",
        "http://",
        "http:///hook",
        "http:hook",
        "http://ann:secret@192.0.2.1/",
        "http://192.0.2.1/#part",
        "http://192.0.2.1:0/",
        "http://192.0.2.1:65536/",
        "http://192.0.2.1/a b",
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://169.254.169.254/latest/meta-data",
        "http://0/"
      })
  void refusesWhatCannotBeCalled(String url) {
    assertThatThrownBy(() -> urls.check(url))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(
            problem ->
                assertThat(problem.violations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.field()).isEqualTo("url")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/hook?to=ops",
        "HTTPS://10.0.0.7:8443/hook",
        "https://[2001:db8::7]/",
        "https://keygate-hooks.invalid/not-there-yet"
      })
  void takesWhatCan(String url) {
    assertThat(urls.check(url)).hasToString(url);
  }
}
