package io.keygate.rotation.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Leads names to addresses, and to none of this machine or its link. The client connects to what
 * this gives and asks nobody else; so a name that changes between check and connection (DNS
 * rebinding), or an odd way to write an address, leads nowhere. Private networks are allowed: there
 * is where the webhooks of an intranet are.
 */
@ApplicationScoped
class CheckedAddresses implements DnsResolver {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /** RFC 8215: whoever runs such a gateway says where in an address the IPv4 one is. */
  private static final byte[] LOCAL_NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};

  /** RFC 2765; what a translator makes of an IPv4 address. */
  private static final byte[] TRANSLATED = {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0};

  private static final int IPV4_BYTES = 4;

  /** Where clouds tell a machine about itself, its credentials too, beyond the local link. */
  private static final Set<InetAddress> METADATA =
      Set.of(
          address(0xfd, 0, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54),
          address(100, 100, 100, 200),
          address(168, 63, 129, 16));

  private final boolean allowLocal;
  private final Own own;

  /** The addresses of this machine, which come and go. */
  @FunctionalInterface
  interface Own {
    Set<InetAddress> addresses() throws IOException;
  }

  @Inject
  CheckedAddresses(WebhookConfig config) {
    this(config.allowLocal());
  }

  CheckedAddresses(boolean allowLocal) {
    this(allowLocal, CheckedAddresses::ofInterfaces);
  }

  CheckedAddresses(boolean allowLocal, Own own) {
    this.allowLocal = allowLocal;
    this.own = own;
  }

  /** A host that has an address, but none that may be called. */
  static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
      super(
          "the host is this server itself, or at a link-local, multicast or cloud metadata"
              + " address");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    if (allowLocal) {
      return all;
    }
    Set<InetAddress> refused = refused();
    InetAddress[] allowed =
        Arrays.stream(all)
            .filter(address -> !isLocal(address, refused))
            .toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new RefusedAddressException();
    }
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private Set<InetAddress> refused() throws UnknownHostException {
    try {
      return Stream.concat(METADATA.stream(), own.addresses().stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      var unknown = new UnknownHostException("the addresses of this server cannot be read");
      unknown.initCause(e);
      throw unknown;
    }
  }

  /** Of all its network interfaces. */
  static Set<InetAddress> ofInterfaces() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isLocal(InetAddress address, Set<InetAddress> refused) {
    byte[] bytes = address.getAddress();
    if (address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || refused.contains(address)) {
      return true;
    }
    if (address instanceof Inet6Address) {
      int inside = ipv4Inside(bytes);
      return startsWith(bytes, LOCAL_NAT64)
          || (inside >= 0
              && isLocal(address(Arrays.copyOfRange(bytes, inside, inside + IPV4_BYTES)), refused));
    }
    // NB: 0.0.0.0/8 is this host on this network (RFC 1122), 255.255.255.255 everybody on it.
    return bytes[0] == 0 || Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
  }

  /** Where an IPv4 address is within an IPv6 one that stands for it; negative for nowhere. */
  private static int ipv4Inside(byte[] bytes) {
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (sixToFour) {
      return 2;
    }
    byte[] prefix = Arrays.copyOf(bytes, NAT64.length);
    boolean mapped = isZero(prefix, 10) && prefix[10] == -1 && prefix[11] == -1;
    boolean compatible = isZero(prefix, prefix.length);
    return mapped || compatible || Arrays.equals(prefix, NAT64) || Arrays.equals(prefix, TRANSLATED)
        ? NAT64.length
        : -1;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix);
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress address(int... parts) {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    return address(bytes);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length was that of an address", e);
    }
  }
}
