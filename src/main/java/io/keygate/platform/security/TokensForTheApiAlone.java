package io.keygate.platform.security;

import io.undertow.server.HttpHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.ServletDispatchingHandler;
import jakarta.servlet.ServletContext;

/**
 * Keeps the server's authentication to where tokens are asked for. Elsewhere the bearer is an API
 * key, which MicroProfile JWT would refuse as a bad token before any of our code; and it asks at
 * each request, which costs more than all else the server does for a small one (src/adr/0007).
 * Whoever gets past it is nobody, and what wants somebody stays closed.
 */
public final class TokensForTheApiAlone implements ServletExtension {
  /** Makes a whole organization; the one path of the gate that asks for a token (api.md). */
  public static final String TENANTS = "/v2/organizations";

  private static final String API = "/api";

  /** An old token must not keep anybody from logging in. */
  private static final String LOGIN = "/api/v1/login";

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    // NB: right in front of the authentication. The server's handlers around it make the security
    // context that all the rest relies on.
    deployment.addSecurityWrapper(TokensForTheApiAlone::around);
  }

  private static HttpHandler around(HttpHandler authentication) {
    return exchange -> {
      HttpHandler next =
          takesTokens(exchange.getRelativePath())
              ? authentication
              : ServletDispatchingHandler.INSTANCE;
      next.handleRequest(exchange);
    };
  }

  /** Whether a bearer at this path is an access token, and no API key. */
  public static boolean takesTokens(String path) {
    if (path.equals(TENANTS)) {
      return true;
    }
    return path.startsWith(API)
        && (path.length() == API.length() || path.charAt(API.length()) == '/')
        && !path.equals(LOGIN)
        && !path.equals(LOGIN + "/");
  }
}
