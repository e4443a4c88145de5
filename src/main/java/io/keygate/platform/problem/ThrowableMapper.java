package io.keygate.platform.problem;

import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Everything that no other mapper knows: the framework's own errors, the database's, our faults.
 */
@Provider
public class ThrowableMapper implements ExceptionMapper<Throwable> {
  private static final Logger log = Logger.getLogger(ThrowableMapper.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  @Override
  public Response toResponse(Throwable thrown) {
    ProblemException problem = Problems.among(thrown);
    if (problem != null) {
      return Problems.response(problem);
    }
    if (thrown instanceof WebApplicationException e) {
      return ofFramework(e);
    }
    if (thrown instanceof ProcessingException) {
      return MalformedBodyMapper.unreadable(thrown);
    }
    if (DatabaseErrors.isUnavailable(thrown)) {
      // NB: without the stack trace; an outage would otherwise write one for each request.
      log.warnf("The database cannot be asked: %s", DatabaseErrors.summary(thrown));
      return Problems.response(
          ProblemType.UNAVAILABLE,
          "The database does not answer; try again in a moment.",
          List.of(),
          RETRY_AFTER);
    }
    String constraint = DatabaseErrors.violatedConstraint(thrown);
    if (constraint != null) {
      return ofConstraint(constraint);
    }
    if (DatabaseErrors.isConcurrentChange(thrown)) {
      return Problems.response(
          ProblemType.CONFLICT, "Somebody else changed this just now; read it again.");
    }
    log.error("A request failed", thrown);
    return Problems.response(
        ProblemType.INTERNAL, "The request id leads to the details in the server's log.");
  }

  private static Response ofConstraint(String constraint) {
    if (constraint.endsWith("_slug")) {
      return Problems.response(ProblemType.SLUG_TAKEN, "The slug was taken at the same moment.");
    }
    return Problems.response(
        ProblemType.CONFLICT, "Somebody else did the same at the same moment.");
  }

  private static Response ofFramework(WebApplicationException e) {
    if (e instanceof NotAllowedException) {
      Response problem =
          Problems.response(
              ProblemType.METHOD_NOT_ALLOWED, "The Allow header says which methods there are.");
      return Response.fromResponse(problem)
          .header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW))
          .build();
    }
    if (e instanceof NotFoundException && e.getCause() != null) {
      // NB: so the framework says that a parameter cannot be converted.
      return Problems.response(
          ProblemType.INVALID_REQUEST, "A parameter of the URL has a value of the wrong form.");
    }
    if (e instanceof NotFoundException) {
      return Problems.response(ProblemType.NOT_FOUND, "There is no resource at this path.");
    }
    if (e instanceof NotSupportedException) {
      return Problems.response(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Send the content type that /openapi names here, nearly always application/json.");
    }
    if (e instanceof NotAcceptableException) {
      return Problems.response(ProblemType.NOT_ACCEPTABLE, "Ask for application/json.");
    }
    if (e instanceof NotAuthorizedException) {
      return Problems.response(ProblemType.UNAUTHENTICATED, "Send a valid access token.");
    }
    if (e instanceof ForbiddenException) {
      return Problems.response(ProblemType.FORBIDDEN, "Your role does not allow this.");
    }
    if (e instanceof ClientErrorException) {
      return Problems.response(ProblemType.INVALID_REQUEST, "The request is not understood.");
    }
    log.error("A request failed", e);
    return Problems.response(
        ProblemType.INTERNAL, "The request id leads to the details in the server's log.");
  }
}
