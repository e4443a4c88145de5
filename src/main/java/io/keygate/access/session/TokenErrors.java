package io.keygate.access.session;

import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ProblemType;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives the problems of {@code POST /token} the codes of RFC 6749, section 5.2, as well. */
@Provider
@TokenErrors.Told
public class TokenErrors implements ContainerResponseFilter {

  /** An endpoint whose callers speak OAuth. */
  @NameBinding
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Told {}

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Problem problem) {
      response.setEntity(problem.withError(code(problem)), null, response.getMediaType());
      if (problem.status() == 401) {
        response.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"keygate\"");
      }
    }
  }

  private static String code(Problem problem) {
    if (problem.is(ProblemType.BAD_CREDENTIALS)) {
      return "invalid_client";
    }
    if (problem.is(ProblemType.INVALID_REQUEST)) {
      return problem.detail().startsWith("grant_type")
          ? "unsupported_grant_type"
          : "invalid_request";
    }
    return problem.is(ProblemType.FORBIDDEN) ? "unauthorized_client" : "temporarily_unavailable";
  }
}
