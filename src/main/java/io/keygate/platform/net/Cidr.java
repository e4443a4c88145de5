package io.keygate.platform.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network of IPv4 or IPv6 addresses, as RFC 4632 and RFC 4291 write it: {@code 10.0.0.0/8}. */
public final class Cidr {
  private final InetAddress network;
  private final int prefix;

  private Cidr(InetAddress network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads a network, or a single address.
   *
   * @throws IllegalArgumentException with words for the caller
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress given =
        Addresses.parse(address)
            .orElseThrow(
                () -> new IllegalArgumentException("is no IPv4 or IPv6 address or network"));
    int bits = given.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    var cidr = new Cidr(masked(given, prefix), prefix);
    if (!cidr.network.equals(given)) {
      throw new IllegalArgumentException("has bits beyond its prefix; the network is " + cidr);
    }
    return cidr;
  }

  /** Whether the address is in this network; what is no address is in none. */
  public boolean contains(String address) {
    return Addresses.parse(address).filter(this::contains).isPresent();
  }

  private boolean contains(InetAddress address) {
    return address.getClass() == network.getClass() && masked(address, prefix).equals(network);
  }

  private static int prefix(String text, int bits) {
    if (text.matches("0|[1-9][0-9]{0,2}")) {
      int prefix = Integer.parseInt(text);
      if (prefix <= bits) {
        return prefix;
      }
    }
    throw new IllegalArgumentException("must have a prefix of 0 to " + bits);
  }

  private static InetAddress masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int rest = bytes.length * Byte.SIZE - prefix;
    byte[] kept = new BigInteger(1, bytes).shiftRight(rest).shiftLeft(rest).toByteArray();
    byte[] network = new byte[bytes.length];
    for (int i = 1; i <= Math.min(kept.length, network.length); i++) {
      network[network.length - i] = kept[kept.length - i];
    }
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length was that of an address", e);
    }
  }

  /** In its normal form; a single address has a prefix too. */
  @Override
  public String toString() {
    return Addresses.format(network) + "/" + prefix;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && network.equals(that.network) && prefix == that.prefix;
  }

  @Override
  public int hashCode() {
    return 31 * network.hashCode() + prefix;
  }
}
