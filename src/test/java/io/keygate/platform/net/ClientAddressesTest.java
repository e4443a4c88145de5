package io.keygate.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {
  private static final ClientAddresses BEHIND = new ClientAddresses("10.0.0.0/8, 2001:db8::/32");

  private static @Nullable String behind(String peer, String... forwarded) {
    return BEHIND.of(peer, List.of(forwarded));
  }

  @Test
  void nobodyIsBelievedWithoutATrustedProxy() {
    assertThat(new ClientAddresses("").of("192.0.2.1", List.of("198.51.100.7")))
        .isEqualTo("192.0.2.1");
    assertThat(behind("192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
  }

  @Test
  void theLastAddressThatIsNoProxyIsTheClients() {
    assertThat(behind("10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(behind("10.0.0.1", "203.0.113.9, 198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(behind("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.9.9.9")).isEqualTo("198.51.100.7");
    assertThat(behind("2001:db8::1", "203.0.113.9", "198.51.100.7")).isEqualTo("198.51.100.7");
  }

  @Test
  void whereAllAreProxiesItIsTheFirst() {
    assertThat(behind("10.0.0.1", "10.0.0.7, 10.0.0.2")).isEqualTo("10.0.0.7");
    assertThat(behind("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(behind("10.0.0.1", "")).isEqualTo("10.0.0.1");
  }

  @Test
  void whatAProxyWroteUnreadablyIsUnknown() {
    assertThat(behind("10.0.0.1", "198.51.100.7, unknown")).isNull();
    assertThat(behind("10.0.0.1", "garbage")).isNull();
    assertThat(behind("10.0.0.1", "unknown, 198.51.100.7")).isEqualTo("198.51.100.7");
  }

  @Test
  void portsAndBracketsAreLeftOut() {
    assertThat(behind("10.0.0.1", "198.51.100.7:4711")).isEqualTo("198.51.100.7");
    assertThat(behind("10.0.0.1", "[2001:db9::7]:4711")).isEqualTo("2001:db9::7");
    assertThat(behind("10.0.0.1", "2001:db9::7")).isEqualTo("2001:db9::7");
  }

  @Test
  void addressesAreInTheirNormalForm() {
    assertThat(behind("0:0:0:0:0:0:0:1")).isEqualTo("::1");
    assertThat(behind("fe80:0:0:0:1:2:3:4%eth0")).isEqualTo("fe80::1:2:3:4");
    assertThat(behind("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void theProtocolIsBelievedOfATrustedProxyAlone() {
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("https"))).isTrue();
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("HTTPS"))).isTrue();
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("http"))).isFalse();
    assertThat(BEHIND.isHttps("10.0.0.1", List.of())).isFalse();
    assertThat(BEHIND.isHttps("192.0.2.1", List.of("https"))).isFalse();
    assertThat(new ClientAddresses("").isHttps("10.0.0.1", List.of("https"))).isFalse();
  }

  @Test
  void theProtocolIsWhatTheLastProxyWrote() {
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("http, https"))).isTrue();
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("https", "http"))).isFalse();
    assertThat(BEHIND.isHttps("10.0.0.1", List.of("https, http"))).isFalse();
  }

  @Test
  void aWrongVariableIsNamed() {
    assertThatThrownBy(() -> new ClientAddresses("10.0.0.0/8, proxy"))
        .hasMessage("KEYGATE_TRUSTED_PROXIES 'proxy' is no IPv4 or IPv6 address or network");
  }
}
