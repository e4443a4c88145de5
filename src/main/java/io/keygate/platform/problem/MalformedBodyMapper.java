package io.keygate.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A body that is no JSON, or not the JSON that is asked for: 400, with the field, never the
 * parser's words.
 */
@Provider
public class MalformedBodyMapper implements ExceptionMapper<JsonProcessingException> {

  @Override
  public Response toResponse(JsonProcessingException e) {
    return unreadable(e);
  }

  static Response unreadable(Throwable thrown) {
    // NB: the parser wraps what reading the body throws; a body that is too large says so itself.
    ProblemException problem = Problems.among(thrown);
    if (problem != null) {
      return Problems.response(problem);
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UnrecognizedPropertyException unknown) {
        return ofField(path(unknown), "is not a field of this request");
      }
      if (t instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
        return ofField(path(mapping), "has a value of the wrong form");
      }
    }
    return Problems.response(
        ProblemType.MALFORMED_BODY, "The body is not the JSON of this request.");
  }

  private static Response ofField(String field, String message) {
    return Problems.response(
        ProblemType.INVALID_REQUEST,
        field + ": " + message,
        List.of(new Violation(field, message)),
        null);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }
}
