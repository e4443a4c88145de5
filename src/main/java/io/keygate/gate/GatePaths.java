package io.keygate.gate;

import io.undertow.server.HttpHandler;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.Methods;
import jakarta.servlet.ServletContext;

/**
 * Puts right what SDKs make of their base URL, before the container looks for a servlet: one that
 * ends in a slash gives {@code //v1/traces}, one without a path {@code POST /} (sdk-contract.md).
 */
public final class GatePaths implements ServletExtension {
  private static final String TRACES = "/v1/traces";

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
    deployment.addInitialHandlerChainWrapper(GatePaths::inFrontOf);
  }

  private static HttpHandler inFrontOf(HttpHandler application) {
    return exchange -> {
      boolean isPost = exchange.getRequestMethod().equals(Methods.POST);
      exchange.setRelativePath(meant(exchange.getRelativePath(), isPost));
      exchange.setRequestPath(meant(exchange.getRequestPath(), isPost));
      exchange.setRequestURI(meant(exchange.getRequestURI(), isPost));
      application.handleRequest(exchange);
    };
  }

  /** The path that the client meant by this one. */
  static String meant(String path, boolean isPost) {
    int start = 0;
    while (path.startsWith("//", start)) {
      start++;
    }
    String single = path.substring(start);
    return isPost && single.equals("/") ? TRACES : single;
  }
}
