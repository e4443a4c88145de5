package io.keygate.platform.web;

import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ProblemType;
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

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
    boolean api = path.startsWith("/api/") || path.equals("/api");
    int status = status(request, api);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
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

  /** Outside the API a closed folder is nothing that is there. */
  private static int status(HttpServletRequest request, boolean api) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    return status == 403 && !api ? 404 : status;
  }

  /** What the container refuses by itself comes before the filter that gives the id. */
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
          case NOT_FOUND -> "There is no resource at this path.";
          default -> type.title() + ".";
        };
    return Problem.of(type, detail, requestId);
  }

  private static String title(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this path.";
      default ->
          status < 500 ? "The request is not understood." : "Something went wrong inside Keygate.";
    };
  }
}
