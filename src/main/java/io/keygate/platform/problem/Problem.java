package io.keygate.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of every error of the admin API (RFC 9457); {@code instance} is the request id. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
    name = "Problem",
    description = "An error of the admin API (RFC 9457); x-problem-types lists the types")
public record Problem(
    @Schema(description = "Which problem it is: the same for all of its kind") String type,
    @Schema(description = "The type in words") String title,
    @Schema(description = "The HTTP status") int status,
    @Schema(description = "What happened, for people") String detail,
    @Schema(description = "The request id, also in X-Request-Id") String instance,
    @Schema(description = "The fields that are wrong; absent where none is")
        List<Violation> violations,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Only of POST /token: the code of RFC 6749, section 5.2")
        @Nullable String error) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem without violations. */
  public static Problem of(ProblemType type, String detail, String requestId) {
    return new Problem(
        "/problems/" + type.slug(),
        type.title(),
        type.status(),
        detail,
        requestId,
        List.of(),
        null);
  }

  /** The same with the code that another protocol has for it. */
  public Problem withError(String code) {
    return new Problem(type, title, status, detail, instance, violations, code);
  }

  /** Whether it is of this type. */
  public boolean is(ProblemType other) {
    return type.equals("/problems/" + other.slug());
  }
}
