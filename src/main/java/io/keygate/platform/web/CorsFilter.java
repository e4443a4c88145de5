package io.keygate.platform.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets pages of the origins of KEYGATE_CORS_ORIGINS use the admin API (Fetch standard, "CORS
 * protocol"), with a token that they present themselves: credentials of the browser are never
 * allowed, and where a session is at stake no other origin is.
 */
@WebFilter(
    urlPatterns = {"/api/*", "/__error"},
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class CorsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String SESSION = "/api/v1/session";
  private static final String METHODS = "GET, HEAD, POST, PATCH, PUT, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, If-Match, Idempotency-Key, " + RequestId.HEADER;
  private static final String ANSWER_HEADERS =
      "ETag, Location, Retry-After, Idempotency-Replayed, " + RequestId.HEADER;

  /** Two hours, the most that browsers agree on. */
  private static final String MAX_AGE_SECONDS = "7200";

  @Inject private transient CorsOrigins origins;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    if (!origins.contains(origin) || !isOpen(RequestedPath.of(request))) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Vary", "Origin");
    if (isPreflight(request)) {
      response.setHeader("Access-Control-Allow-Methods", METHODS);
      response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
      response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    response.setHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
    chain.doFilter(request, response);
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getDispatcherType() == DispatcherType.REQUEST
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static boolean isOpen(String path) {
    return RequestedPath.isBelow("/api", path) && !RequestedPath.isBelow(SESSION, path);
  }
}
