package io.keygate.platform.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Bean Validation's findings: 400 with the fields; a violated answer is our fault and a 500. */
@Provider
public class ConstraintViolationMapper implements ExceptionMapper<ConstraintViolationException> {
  private static final Logger log = Logger.getLogger(ConstraintViolationMapper.class);

  @Override
  public Response toResponse(ConstraintViolationException e) {
    if (e.getConstraintViolations().stream().anyMatch(ConstraintViolationMapper::isReturnValue)) {
      log.error("An answer breaks its own constraints", e);
      return Problems.response(
          ProblemType.INTERNAL, "The request id leads to the details in the server's log.");
    }
    List<Violation> violations =
        e.getConstraintViolations().stream()
            .map(v -> new Violation(field(v.getPropertyPath()), v.getMessage()))
            .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
            .toList();
    String detail =
        violations.stream()
            .map(v -> v.field() + ": " + v.message())
            .collect(Collectors.joining("; "));
    return Problems.response(ProblemType.INVALID_REQUEST, detail, violations, null);
  }

  private static boolean isReturnValue(ConstraintViolation<?> violation) {
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.RETURN_VALUE) {
        return true;
      }
    }
    return false;
  }

  /** The path without the method and its body parameter: {@code create.request.name} is name. */
  private static String field(Path path) {
    List<String> names = new ArrayList<>();
    for (Path.Node node : path) {
      switch (node.getKind()) {
        case METHOD, CONSTRUCTOR, CROSS_PARAMETER, RETURN_VALUE, PARAMETER -> {}
        default -> {
          String index = node.getIndex() == null ? "" : "[" + node.getIndex() + "]";
          if (node.getKind() == ElementKind.CONTAINER_ELEMENT && !names.isEmpty()) {
            names.set(names.size() - 1, names.get(names.size() - 1) + index);
          } else {
            names.add(node.getName() + index);
          }
        }
      }
    }
    return names.isEmpty() ? "body" : String.join(".", names);
  }
}
