package io.keygate.platform.web;

import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.security.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Gives every request that takes a token its id, and the answer the header (api.md, conventions);
 * and notes for the events where it comes from.
 */
@WebFilter(urlPatterns = {"/api/*", "/v2/organizations"})
public class RequestIdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Inject private transient Caller caller;
  @Inject private transient ClientAddresses addresses;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = RequestId.begin(request.getHeader(RequestId.HEADER));
    response.setHeader(RequestId.HEADER, id);
    caller.comesFrom(new RequestFacts(addresses.of(request), request.getHeader("User-Agent"), id));
    try {
      chain.doFilter(request, response);
    } finally {
      RequestId.end();
    }
  }
}
