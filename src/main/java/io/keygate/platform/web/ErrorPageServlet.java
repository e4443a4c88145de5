package io.keygate.platform.web;

import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.net.ClientAddresses;
import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Refusals;
import io.keygate.platform.security.TokensForTheApiAlone;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Stands in for the container's HTML error pages: a problem under {@code /api}, elsewhere a small
 * JSON object, so that no SDK ever meets a page (sdk-contract.md).
 */
@WebServlet("/__error")
public class ErrorPageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Refusals refusals;
  @Inject private transient Caller caller;
  @Inject private transient ClientAddresses addresses;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
    boolean api = path.startsWith("/api/") || path.equals("/api");
    boolean tokens = TokensForTheApiAlone.takesTokens(path);
    int status = status(request, tokens);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    if (status == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"keygate\"");
    }
    String id = tokens ? requestId(request, response) : "";
    if (status == 401 && tokens) {
      caller.comesFrom(
          new RequestFacts(addresses.of(request), request.getHeader("User-Agent"), id));
      refusals.denied(null, Target.of("api", "token"), "a token that is not valid", status);
    }
    Object body;
    if (api) {
      response.setContentType(Problem.MEDIA_TYPE);
      body = problem(status, requestId(request, response));
    } else {
      response.setContentType("application/json");
      body = Map.of("error", title(status));
    }
    response.getOutputStream().write(JsonContext.mapper().writeValueAsBytes(body));
  }

  /** Where no token is asked for, a closed folder is nothing that is there. */
  private static int status(HttpServletRequest request, boolean tokens) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    if (status == 403 && !tokens) {
      return 404;
    }
    // NB: with this the authentication means a token whose key it does not know; a fault of ours
    // comes with an exception.
    boolean fault = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
    return status == 500 && tokens && !fault ? 401 : status;
  }

  /** A refusal by the authentication mechanism comes before the filter that gives the id. */
  private static String requestId(HttpServletRequest request, HttpServletResponse response) {
    String id = response.getHeader(RequestId.HEADER);
    if (id == null) {
      id = RequestId.chosen(request.getHeader(RequestId.HEADER));
      response.setHeader(RequestId.HEADER, id);
    }
    return id;
  }

  private static Problem problem(int status, String requestId) {
    ProblemType type =
        switch (status) {
          case 401 -> ProblemType.UNAUTHENTICATED;
          case 403 -> ProblemType.FORBIDDEN;
          case 404 -> ProblemType.NOT_FOUND;
          case 405 -> ProblemType.METHOD_NOT_ALLOWED;
          case 413 -> ProblemType.BODY_TOO_LARGE;
          case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
          case 503 -> ProblemType.UNAVAILABLE;
          default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        };
    String detail =
        switch (type) {
          case UNAUTHENTICATED -> "The access token is missing, expired or not valid here.";
          case NOT_FOUND -> "There is no resource at this path.";
          default -> type.title() + ".";
        };
    return Problem.of(type, detail, requestId);
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "The access token is missing, expired or not valid here.";
      case 404 -> "There is nothing at this path.";
      default ->
          status < 500 ? "The request is not understood." : "Something went wrong inside Keygate.";
    };
  }
}
