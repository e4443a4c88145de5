package io.keygate.rotation.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.rotation.webhook.CheckedAddresses.RefusedAddressException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedAddressesTest {
  private final CheckedAddresses addresses =
      new CheckedAddresses(
          false,
          () -> Set.of(InetAddress.getByName("192.168.7.7"), InetAddress.getByName("fd00:7::7")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "localhost",
        "2130706433",
        "127.1",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "::1",
        "[::1]",
        "::",
        "fe80::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "::ffff:0:7f00:1",
        "::ffff:0:a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "64:ff9b:1:a9fe:a9:fe00::"
      })
  void leadsToNothingOfThisMachineOrItsLink(String host) {
    assertThatThrownBy(() -> addresses.resolve(host)).isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.7.7",
        "fd00:7::7",
        "::ffff:192.168.7.7",
        "64:ff9b::192.168.7.7",
        "2002:c0a8:707::1",
        "::ffff:0:c0a8:707"
      })
  void leadsToNoAddressOfThisMachine(String host) {
    assertThatThrownBy(() -> addresses.resolve(host)).isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd00:ec2::254",
        "100.100.100.200",
        "168.63.129.16",
        "64:ff9b::168.63.129.16",
        "2002:6464:64c8::1"
      })
  void leadsToNoMetadataOfClouds(String host) {
    assertThatThrownBy(() -> addresses.resolve(host)).isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void knowsTheInterfacesOfThisMachine() throws Exception {
    var real = new CheckedAddresses(false);
    assertThat(CheckedAddresses.ofInterfaces())
        .contains(InetAddress.getLoopbackAddress())
        .allSatisfy(
            own ->
                assertThatThrownBy(() -> real.resolve(own.getHostAddress()))
                    .isInstanceOf(RefusedAddressException.class));
  }

  @Test
  void leadsNowhereWhileTheOwnAddressesCannotBeRead() {
    var blind =
        new CheckedAddresses(
            false,
            () -> {
              throw new SocketException("not now");
            });
    assertThatThrownBy(() -> blind.resolve("10.1.2.3"))
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(RefusedAddressException.class);
  }

  /** Whether such a form is an address at all is the platform's matter; nowhere does it lead. */
  @ParameterizedTest
  @ValueSource(strings = {"0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001"})
  void leadsNowhereByOddForms(String host) {
    try {
      assertThat(addresses.resolve(host)).noneMatch(address -> address.isLoopbackAddress());
    } catch (UnknownHostException e) {
      assertThat(e).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.7.8",
        "100.64.0.1",
        "192.0.2.7",
        "fd00::1",
        "64:ff9b::10.1.2.3",
        "::ffff:0:a01:203",
        "2001:db8::1"
      })
  void leadsToTheIntranetAndBeyond(String host) throws UnknownHostException {
    assertThat(addresses.resolve(host)).hasSize(1);
  }

  @Test
  void leadsAnywhereIfToldTo() throws UnknownHostException {
    assertThat(new CheckedAddresses(true).resolve("127.0.0.1")).hasSize(1);
  }
}
