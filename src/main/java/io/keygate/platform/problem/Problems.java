package io.keygate.platform.problem;

import io.keygate.platform.web.RequestId;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a problem into a response. */
final class Problems {
  private Problems() {}

  /** The problem among an exception and its causes. */
  static @Nullable ProblemException among(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ProblemException problem) {
        return problem;
      }
    }
    return null;
  }

  static Response response(ProblemException e) {
    return response(e.type(), e.detail(), e.violations(), e.retryAfter());
  }

  static Response response(ProblemType type, String detail) {
    return response(type, detail, List.of(), null);
  }

  static Response response(
      ProblemType type, String detail, List<Violation> violations, @Nullable Duration retryAfter) {
    var problem =
        new Problem(
            "/problems/" + type.slug(),
            type.title(),
            type.status(),
            detail,
            RequestId.current(),
            violations,
            null);
    var response =
        Response.status(type.status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(problem);
    if (type.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"keygate\"");
    }
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, retryAfter.plusMillis(999).toSeconds());
    }
    return response.build();
  }
}
