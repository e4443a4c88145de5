package io.keygate.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives every request under {@code /api} its id, and the answer the header (api.md, conventions).
 */
@WebFilter(urlPatterns = "/api/*")
public class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(RequestId.HEADER, RequestId.begin(request.getHeader(RequestId.HEADER)));
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      chain.doFilter(request, response);
    } finally {
      RequestId.end();
    }
  }
}
