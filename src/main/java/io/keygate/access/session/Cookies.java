package io.keygate.access.session;

import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.net.ClientAddresses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/** The cookies of the dashboard, as {@code Set-Cookie} (RFC 6265); no script ever sees them. */
@ApplicationScoped
class Cookies {
  /** Holds the refresh token. */
  static final String SESSION = "keygate_session";

  /** Holds what a login at the identity provider began with. */
  static final String LOGIN = "keygate_login";

  private static final String PATH = "; Path=/api/v1/session; HttpOnly; SameSite=";

  private final ClientAddresses addresses;
  private final PublicUrl url;

  @Inject
  Cookies(ClientAddresses addresses, PublicUrl url) {
    this.addresses = addresses;
    this.url = url;
  }

  /** Never sent with a request that another site has caused. */
  String session(HttpServletRequest request, String value, Duration age) {
    return of(request, SESSION, value, age, "Strict");
  }

  /** Comes along when the identity provider leads the browser back. */
  String login(HttpServletRequest request, String value, Duration age) {
    return of(request, LOGIN, value, age, "Lax");
  }

  private String of(
      HttpServletRequest request, String name, String value, Duration age, String sameSite) {
    boolean secure = addresses.isHttps(request) || url.value().startsWith("https:");
    return name
        + "="
        + value
        + PATH
        + sameSite
        + "; Max-Age="
        + Math.max(0, age.toSeconds())
        + (secure ? "; Secure" : "");
  }
}
