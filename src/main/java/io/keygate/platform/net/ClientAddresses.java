package io.keygate.platform.net;

import static java.util.Objects.requireNonNullElse;

import io.keygate.platform.config.ConfigurationException;
import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. {@code X-Forwarded-For} is believed only as far as the proxies of
 * KEYGATE_TRUSTED_PROXIES (networks, separated by commas) have written it: from its end, the first
 * address that is none of theirs is the client's.
 */
@Shared
public class ClientAddresses implements FeatureConfig {
  private static final String VARIABLE = "KEYGATE_TRUSTED_PROXIES";
  private static final String HEADER = "X-Forwarded-For";
  private static final String PROTOCOL = "X-Forwarded-Proto";

  private final List<Cidr> proxies;

  @Inject
  ClientAddresses(Settings settings) {
    this(settings.text(VARIABLE).orElse(""));
  }

  ClientAddresses(String networks) {
    proxies =
        Arrays.stream(networks.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(ClientAddresses::proxy)
            .toList();
  }

  private static Cidr proxy(String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(VARIABLE, "'" + text + "' " + e.getMessage());
    }
  }

  /** The client's address in its normal form; null where a proxy says something unreadable. */
  public @Nullable String of(HttpServletRequest request) {
    // NB: most installations have no proxy, and this is asked at every request of the gate.
    if (proxies.isEmpty()) {
      return normal(request.getRemoteAddr());
    }
    return of(request.getRemoteAddr(), Collections.list(request.getHeaders(HEADER)));
  }

  /** The same for where a text is needed. */
  public String textOf(HttpServletRequest request) {
    return requireNonNullElse(of(request), "unknown");
  }

  /**
   * Whether the client speaks HTTPS: with this server, or with the proxy in front of it, whose
   * {@code X-Forwarded-Proto} is believed as its {@code X-Forwarded-For} is.
   */
  public boolean isHttps(HttpServletRequest request) {
    if (request.isSecure()) {
      return true;
    }
    // NB: asked at every request; most installations have no proxy.
    return !proxies.isEmpty()
        && isHttps(request.getRemoteAddr(), Collections.list(request.getHeaders(PROTOCOL)));
  }

  boolean isHttps(String peer, List<String> forwarded) {
    String address = normal(peer);
    String all = String.join(",", forwarded);
    String last = all.substring(all.lastIndexOf(',') + 1).strip();
    return address != null && isProxy(address) && last.equalsIgnoreCase("https");
  }

  @Nullable String of(String peer, List<String> forwarded) {
    String address = normal(peer);
    List<String> hops = Arrays.asList(String.join(",", forwarded).split(",", -1));
    for (int i = hops.size() - 1; i >= 0 && address != null && isProxy(address); i--) {
      String hop = hops.get(i).strip();
      if (!hop.isEmpty()) {
        address = normal(withoutPort(hop));
      }
    }
    return address;
  }

  private boolean isProxy(String address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static @Nullable String normal(String address) {
    int zone = address.indexOf('%');
    Optional<InetAddress> parsed = Addresses.parse(zone < 0 ? address : address.substring(0, zone));
    return parsed.map(Addresses::format).orElse(null);
  }

  /** Some proxies write {@code 192.0.2.1:4711} or {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
