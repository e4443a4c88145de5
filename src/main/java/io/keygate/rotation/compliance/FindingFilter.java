package io.keygate.rotation.compliance;

import io.keygate.platform.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which findings are meant, as a parameter of a list. */
public class FindingFilter {
  @QueryParam("finding")
  @Parameter(
      description =
          "Keys with any of these findings; may be repeated, or separated by commas; all where"
              + " absent",
      schema = @Schema(implementation = Finding.class))
  @Nullable List<String> finding;

  /** Those; a 400 problem where one of them is none. */
  Set<Finding> wanted() {
    Set<Finding> wanted = EnumSet.noneOf(Finding.class);
    for (String words : finding == null ? List.<String>of() : finding) {
      for (String word : words.split(",", -1)) {
        wanted.add(Finding.of(word.strip()).orElseThrow(FindingFilter::unknown));
      }
    }
    return Collections.unmodifiableSet(wanted.isEmpty() ? EnumSet.allOf(Finding.class) : wanted);
  }

  private static ProblemException unknown() {
    return ProblemException.invalid(
        "finding",
        "must be one of "
            + Arrays.stream(Finding.values()).map(Finding::word).collect(Collectors.joining(", ")));
  }
}
