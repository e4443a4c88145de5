package io.keygate.rotation.policy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says, with nothing left open.
 *
 * @param maxAge days
 * @param remindBefore days before the due date, the most first
 * @param overdueEvery days; null for once, after a week
 * @param disableAfter days after the due date; null where nothing is disabled
 */
public record PolicyTerms(
    int maxAge,
    List<Integer> remindBefore,
    @Nullable Integer overdueEvery,
    Recipients recipients,
    OnOverdue onOverdue,
    @Nullable Integer disableAfter) {
  private static final List<Integer> USUAL_STAGES = List.of(14, 7, 1);

  /** What counts for the expiry of a key without a policy; it is reminded of all the same. */
  public static final PolicyTerms OF_EXPIRY =
      new PolicyTerms(0, USUAL_STAGES, null, Recipients.OWNER, OnOverdue.REMIND, null);

  /** From the columns of a policy. */
  public static PolicyTerms of(
      int maxAge,
      String remindBefore,
      @Nullable Integer overdueEvery,
      String recipients,
      String onOverdue,
      @Nullable Integer disableAfter) {
    return new PolicyTerms(
        maxAge,
        remindBefore.isEmpty()
            ? List.of()
            : Arrays.stream(remindBefore.split(",", -1)).map(Integer::valueOf).toList(),
        overdueEvery,
        Recipients.read(recipients),
        OnOverdue.valueOf(onOverdue),
        disableAfter);
  }

  /** What a key gets at least when the policy binds it anew, in days. */
  public int notice() {
    return remindBefore.isEmpty() ? 1 : remindBefore.get(0);
  }
}
