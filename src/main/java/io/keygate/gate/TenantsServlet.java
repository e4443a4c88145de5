package io.keygate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.keygate.access.Authenticator;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.problem.MalformedBodyMapper;
import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.problem.ThrowableMapper;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Refusals;
import io.keygate.platform.web.JsonContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /v2/organizations}: a whole organization with keys in one call, as Traceloop
 * documents it. Asks for the token of a platform admin, never for a key; errors are those of {@code
 * /v2}.
 */
@WebServlet(TenantsServlet.PATH)
public class TenantsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1 << 20;
  static final String PATH = "/v2/organizations";
  private static final String OPERATION = "POST " + PATH;

  @Inject private transient Tenants tenants;
  @Inject private transient Authenticator authenticator;
  @Inject private transient Caller caller;
  @Inject private transient Refusals refusals;
  @Inject private transient Validator validator;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        throw ProblemType.METHOD_NOT_ALLOWED.with("Use POST here.");
      }
      answer(response, 201, create(request));
    } catch (JsonProcessingException e) {
      refuse(response, new MalformedBodyMapper().toResponse(e));
    } catch (Exception e) {
      // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
      Response problem = new ThrowableMapper().toResponse(e);
      if (problem.getStatus() == 401 || problem.getStatus() == 403) {
        refusals.denied(null, Target.of("api", OPERATION), OPERATION, problem.getStatus(), false);
      }
      refuse(response, problem);
    }
  }

  private Tenants.Tenant create(HttpServletRequest request) throws IOException {
    Identity identity = authenticator.identify(request.getHeader("Authorization"), false);
    caller.is(identity);
    if (!identity.platformAdmin()) {
      throw ProblemType.FORBIDDEN.with("This needs a platform admin.");
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw ProblemType.BODY_TOO_LARGE.with("The body may have " + MOST_BYTES + " bytes.");
    }
    NewTenant wanted = JsonContext.mapper().readValue(body, NewTenant.class);
    if (wanted == null) {
      throw ProblemType.MALFORMED_BODY.with("The body is not the JSON of this request.");
    }
    validator.validate(wanted).stream()
        .map(violation -> name(violation) + ": " + violation.getMessage())
        .sorted()
        .findFirst()
        .ifPresent(
            message -> {
              throw ProblemType.INVALID_REQUEST.with(message);
            });
    return tenants.create(wanted);
  }

  private static String name(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString().replace(".<list element>", "");
    return SnakeCaseStrategy.INSTANCE.translate(path);
  }

  private static void refuse(HttpServletResponse response, Response problem) throws IOException {
    String detail = problem.getEntity() instanceof Problem p ? p.detail() : "Refused.";
    for (String header : List.of("Retry-After", "WWW-Authenticate")) {
      String value = problem.getHeaderString(header);
      if (value != null) {
        response.setHeader(header, value);
      }
    }
    answer(response, problem.getStatus(), Map.of("error", detail));
  }

  private static void answer(HttpServletResponse response, int status, Object body)
      throws IOException {
    byte[] bytes = GateCall.serialized(body);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
