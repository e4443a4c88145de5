package io.keygate.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The body of every error of the admin API (RFC 9457); {@code instance} is the request id. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    List<Violation> violations) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem without violations. */
  public static Problem of(ProblemType type, String detail, String requestId) {
    return new Problem(
        "/problems/" + type.slug(), type.title(), type.status(), detail, requestId, List.of());
  }
}
