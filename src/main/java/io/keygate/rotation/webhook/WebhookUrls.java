package io.keygate.rotation.webhook;

import io.keygate.platform.problem.ProblemException;
import io.keygate.rotation.webhook.CheckedAddresses.RefusedAddressException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/** Refuses URLs that could never be called, so that somebody learns of it at once. */
@ApplicationScoped
class WebhookUrls {
  private static final String FIELD = "url";
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  private final CheckedAddresses addresses;

  @Inject
  WebhookUrls(CheckedAddresses addresses) {
    this.addresses = addresses;
  }

  /** The URL; a 400 problem where it is none that can be called. */
  URI check(String url) {
    URI uri = parse(url);
    try {
      addresses.resolve(uri.getHost());
    } catch (RefusedAddressException e) {
      throw ProblemException.invalid(
          FIELD,
          "must not lead to this server itself, nor to a link-local, multicast or cloud metadata"
              + " address");
    } catch (UnknownHostException e) {
      // NB: the name may come to be; whether it does, the evidence of the first event tells.
    }
    return uri;
  }

  static URI parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw ProblemException.invalid(FIELD, "is no URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    // NB: what is neither a name nor a usual address, such as 2130706433, is no host to URI.
    // A zone is of a link of this machine.
    String host = uri.getHost();
    if (!SCHEMES.contains(scheme) || host == null || host.indexOf('%') >= 0) {
      throw ProblemException.invalid(
          FIELD, "must be an http or https URL with a host's name or address");
    }
    if (uri.getRawUserInfo() != null) {
      throw ProblemException.invalid(FIELD, "must have no user name and no password");
    }
    if (uri.getRawFragment() != null) {
      throw ProblemException.invalid(FIELD, "must have no fragment");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      throw ProblemException.invalid(FIELD, "must have a port from 1 to " + LAST_PORT);
    }
    return uri;
  }
}
