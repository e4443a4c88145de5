package io.keygate.platform.web;

import io.keygate.platform.net.ClientAddresses;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Tells browsers with every answer what they may do with it: run and load nothing but Keygate's
 * own, show it in no frame, guess no content type. What a resource says itself comes later and
 * holds.
 */
@WebFilter(
    urlPatterns = "/*",
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class SecurityHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' data:",
          "font-src 'self'",
          "connect-src 'self'",
          "manifest-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  private static final Header NO_SNIFFING = new Header("X-Content-Type-Options", "nosniff");

  /** No page is ever at the gate, whose answers are many and small: as little as says so. */
  private static final List<Header> AT_THE_GATE =
      List.of(
          NO_SNIFFING,
          new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  private static final List<Header> ELSEWHERE =
      List.of(
          new Header("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          NO_SNIFFING,
          new Header("X-Frame-Options", "DENY"),
          new Header("Referrer-Policy", "no-referrer"),
          new Header("Cross-Origin-Opener-Policy", "same-origin"),
          new Header("Cross-Origin-Resource-Policy", "same-origin"),
          new Header("Permissions-Policy", "camera=(), microphone=(), geolocation=()"));

  /** A year, and no word of other hosts of the domain, which are not ours. */
  private static final Header HTTPS_ONLY =
      new Header("Strict-Transport-Security", "max-age=31536000");

  private static final Header NO_STORE = new Header("Cache-Control", "no-store");

  @Inject private transient ClientAddresses addresses;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    for (Header header : RequestedPath.isOfGate(request) ? AT_THE_GATE : ELSEWHERE) {
      header.putInto(response);
    }
    if (addresses.isHttps(request)) {
      HTTPS_ONLY.putInto(response);
    }
    if (RequestedPath.isOfApi(request)) {
      NO_STORE.putInto(response);
    }
    chain.doFilter(request, response);
  }

  private record Header(String name, String value) {
    void putInto(HttpServletResponse response) {
      response.setHeader(name, value);
    }
  }
}
