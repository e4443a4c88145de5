package io.keygate.seed;

import io.keygate.platform.problem.ProblemException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says in which line something is wrong. */
final class Lines {
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private Lines() {}

  /** What the action gives; a problem of its becomes one of the field's line. */
  static <T> T at(SeedNode node, String field, Supplier<T> action) {
    try {
      return action.get();
    } catch (ProblemException e) {
      // NB: where the problem names a field of the file, its line is the right one.
      String named = e.violations().stream().map(v -> first(v.field())).findFirst().orElse(field);
      throw new SeedException(node.has(named) ? node.line(named) : node.line(field), e.detail());
    }
  }

  /** The request, if it is one that the API would take. */
  static <T> T valid(SeedNode node, T request) {
    VALIDATOR.validate(request).stream()
        .findFirst()
        .ifPresent(
            violation -> {
              String field = violation.getPropertyPath().toString();
              throw new SeedException(
                  node.line(first(field)), "'" + field + "' " + violation.getMessage());
            });
    return request;
  }

  /** The field of the mapping that a path of a field begins with. */
  private static String first(String path) {
    return path.split("[\\[.]", 2)[0];
  }

  /** Refuses what is stated otherwise than it is. */
  static void same(SeedNode node, String field, Object stated, @Nullable Object found) {
    if (!stated.equals(found)) {
      throw new SeedException(
          node.line(field), "here is stated: " + stated + ", but there is: " + found);
    }
  }
}
