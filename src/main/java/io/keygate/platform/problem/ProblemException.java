package io.keygate.platform.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error that the caller is to see. Thrown anywhere below a resource; rolls the transaction back.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient List<Violation> violations;
  private final transient @Nullable Duration retryAfter;

  ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of(), null);
  }

  private ProblemException(
      ProblemType type, String detail, List<Violation> violations, @Nullable Duration retryAfter) {
    super(detail);
    this.type = type;
    this.violations = violations;
    this.retryAfter = retryAfter;
  }

  /** A 400 that names one field of the request. */
  public static ProblemException invalid(String field, String message) {
    return new ProblemException(
        ProblemType.INVALID_REQUEST,
        field + ": " + message,
        List.of(new Violation(field, message)),
        null);
  }

  /** The same problem with a {@code Retry-After}, in whole seconds, rounded up. */
  public ProblemException retryAfter(Duration delay) {
    return new ProblemException(type, detail(), violations, delay);
  }

  public ProblemType type() {
    return type;
  }

  /** What happened, for the caller. */
  public String detail() {
    String message = getMessage();
    return message == null ? type.title() : message;
  }

  /** The fields that are wrong; none where it is something else. */
  public List<Violation> violations() {
    return violations;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
