package io.keygate.rotation.policy;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.time.Days;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A policy as somebody wants it (api.md).
 *
 * @param maxAge 1 to 3,650 days
 * @param remindBefore days before the due date, each less than maxAge
 * @param remindOverdueEvery how often once it is overdue; null for a single time, after a week
 * @param disableAfter days after the due date, where overdue keys are disabled
 */
public record NewRotationPolicy(
    @NotNull @Schema(description = "How old a key may get, 1 to 3,650 days", examples = "P90D")
        Days maxAge,
    @Nullable
        @Size(max = 10)
        @Schema(
            description =
                "How long before the due date to remind, each less than maxAge; P14D, P7D and P1D"
                    + " where absent. The first is also the notice that every key gets when a"
                    + " policy binds it anew")
        List<@NotNull Days> remindBefore,
    @Nullable
        @Schema(
            description =
                "How often to remind of a key that is overdue; once, after a week, where absent",
            examples = "P1D")
        Days remindOverdueEvery,
    @Nullable @Valid @Schema(description = "Who is reminded; the key's owner alone where absent")
        Recipients recipients,
    @Nullable @Schema(description = "What happens to a key that is overdue; remind where absent")
        OnOverdue onOverdue,
    @Nullable
        @Schema(
            description =
                "How long after the due date the key is disabled, where onOverdue is disable; P14D"
                    + " where absent",
            examples = "P14D")
        Days disableAfter) {
  private static final int LONGEST = 3_650;
  private static final int LONGEST_PAUSE = 365;
  private static final int USUAL_GRACE = 14;
  private static final List<Integer> USUAL_STAGES = List.of(14, 7, 1);

  /** The policy of a new organization: so many days, and everything else as usual. */
  static NewRotationPolicy ofDays(int maxAge) {
    return new NewRotationPolicy(new Days(maxAge), null, null, null, null, null);
  }

  /** The same as it counts, with nothing left open; a 400 problem where it is none. */
  PolicyTerms terms() {
    int age = within("maxAge", maxAge, 1, LONGEST);
    Integer every =
        remindOverdueEvery == null
            ? null
            : (Integer) within("remindOverdueEvery", remindOverdueEvery, 1, LONGEST_PAUSE);
    OnOverdue then = onOverdue == null ? OnOverdue.REMIND : onOverdue;
    if (disableAfter != null && then != OnOverdue.DISABLE) {
      throw ProblemException.invalid("disableAfter", "is only for onOverdue disable");
    }
    Integer grace = null;
    if (then == OnOverdue.DISABLE) {
      grace =
          disableAfter == null
              ? USUAL_GRACE
              : within("disableAfter", disableAfter, 1, LONGEST_PAUSE);
    }
    Recipients to = recipients == null ? Recipients.OWNER : recipients.whole();
    if (to.namesNobody()) {
      throw ProblemException.invalid("recipients", "must be somebody");
    }
    return new PolicyTerms(age, stages(age), every, to, then, grace);
  }

  private List<Integer> stages(int age) {
    if (remindBefore == null) {
      return USUAL_STAGES.stream().filter(days -> days < age).toList();
    }
    return remindBefore.stream()
        .filter(Objects::nonNull)
        .map(days -> stage(days, age))
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static int stage(Days days, int age) {
    if (days.count() < 1 || days.count() >= age) {
      throw ProblemException.invalid("remindBefore", "must be at least P1D, and less than maxAge");
    }
    return days.count();
  }

  private static int within(String field, Days days, int least, int most) {
    if (days.count() < least || days.count() > most) {
      throw ProblemException.invalid(field, "must be from P" + least + "D to P" + most + "D");
    }
    return days.count();
  }
}
