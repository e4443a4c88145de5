package io.keygate.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1/32, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "128.0.0.0/1, 255.255.255.255, true",
    "128.0.0.0/1, 127.255.255.255, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::/0, fe80::1, true",
    "::/0, 10.0.0.1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.1.2.3, 10.1.2.3, true",
    "10.0.0.0/8, example.org, false",
    "10.0.0.0/8, '', false",
  })
  void containsWhatIsInIt(String network, String address, boolean contained) {
    assertThat(Cidr.parse(network).contains(address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "10.0.0.1, 10.0.0.1/32",
    "2001:DB8:0:0:0:0:0:0/32, 2001:db8::/32",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1/128",
    "::, ::/128",
    "::1, ::1/128",
    "fe80::, fe80::/128",
  })
  void isWrittenInItsNormalForm(String text, String normal) {
    assertThat(Cidr.parse(text)).hasToString(normal).isEqualTo(Cidr.parse(normal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.1/8       | has bits beyond its prefix; the network is 10.0.0.0/8
          2001:db8::1/32   | has bits beyond its prefix; the network is 2001:db8::/32
          10.0.0.0/33      | must have a prefix of 0 to 32
          ::/129           | must have a prefix of 0 to 128
          10.0.0.0/        | must have a prefix of 0 to 32
          10.0.0.0/+8      | must have a prefix of 0 to 32
          10.0.0.0/08      | must have a prefix of 0 to 32
          10.0.0           | is no IPv4 or IPv6 address or network
          010.0.0.1        | is no IPv4 or IPv6 address or network
          256.0.0.1        | is no IPv4 or IPv6 address or network
          localhost        | is no IPv4 or IPv6 address or network
          :::              | is no IPv4 or IPv6 address or network
          1:2:3            | is no IPv4 or IPv6 address or network
          fe80::1%eth0     | is no IPv4 or IPv6 address or network
          abc              | is no IPv4 or IPv6 address or network
          """)
  void refusesWhatIsNone(String text, String message) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
