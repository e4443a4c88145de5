package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a key is to be rotated.
 *
 * @param overlap a day where absent
 */
public record Rotation(
    @Schema(
            description = "How long the old key works on: PT0S to P30D, not past its own expiry",
            defaultValue = "PT24H")
        @Nullable Duration overlap,
    @Nullable
        @Schema(
            description = "Whether to end the overlap of the key before this one, if it runs",
            defaultValue = "false")
        Boolean endCurrentOverlap) {
  private static final Duration USUAL = Duration.ofHours(24);

  Duration overlapOrUsual() {
    if (overlap == null) {
      return USUAL;
    }
    if (overlap.isNegative() || overlap.compareTo(ApiKey.LONGEST_OVERLAP) > 0) {
      throw ProblemException.invalid("overlap", "must be from PT0S to P30D");
    }
    return overlap;
  }
}
