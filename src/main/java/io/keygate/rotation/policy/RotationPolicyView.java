package io.keygate.rotation.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.time.Days;
import io.keygate.platform.web.Versioned;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The policy that is in effect at a place. */
public record RotationPolicyView(
    @Schema(
            description =
                "Where the policy that is in effect is set; none where there is no policy, and then"
                    + " nothing else is said")
        PolicyLevel level,
    @Schema(description = "How old a key may get") @Nullable Days maxAge,
    @Schema(description = "How long before the due date reminders go out")
        @Nullable List<Days> remindBefore,
    @Schema(description = "How often they go out once a key is overdue; null: once, after a week")
        @Nullable Days remindOverdueEvery,
    @Schema(description = "Who is reminded") @Nullable Recipients recipients,
    @Schema(description = "What happens to a key that is overdue") @Nullable OnOverdue onOverdue,
    @Schema(description = "How long after the due date the key is disabled, where it is")
        @Nullable Days disableAfter,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {
  /** The version of a place that has no policy of its own. */
  static final int NONE = -1;

  static RotationPolicyView none() {
    return new RotationPolicyView(PolicyLevel.NONE, null, null, null, null, null, null, NONE);
  }

  /**
   * What is in effect.
   *
   * @param version of the policy that is set at the place that was asked for
   */
  static RotationPolicyView of(PolicyLevel level, PolicyTerms terms, int version) {
    return new RotationPolicyView(
        level,
        new Days(terms.maxAge()),
        terms.remindBefore().stream().map(Days::new).toList(),
        days(terms.overdueEvery()),
        terms.recipients(),
        terms.onOverdue(),
        days(terms.disableAfter()),
        version);
  }

  private static @Nullable Days days(@Nullable Integer count) {
    return count == null ? null : new Days(count);
  }
}
