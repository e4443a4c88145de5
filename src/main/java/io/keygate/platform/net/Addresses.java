package io.keygate.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses; never asks a name server. */
public final class Addresses {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(\\.?[0-9.]*)");

  private static final Pattern ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

  private Addresses() {}

  /** The address as RFC 5952 wants it written: the longest run of zeros in IPv6 as {@code ::}. */
  public static String format(InetAddress address) {
    String text = address.getHostAddress();
    String longest = "";
    Matcher zeros = ZEROS.matcher(text);
    while (zeros.find()) {
      if (zeros.group().length() > longest.length()) {
        longest = zeros.group();
      }
    }
    int at = text.indexOf(longest);
    return longest.isEmpty()
        ? text
        : text.substring(0, at) + "::" + text.substring(at + longest.length());
  }

  /** The address; an IPv4 address in IPv6 form is that IPv4 address. */
  public static Optional<InetAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // NB: of this form it is taken as a literal.
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
