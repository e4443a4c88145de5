package io.keygate.rotation.compliance;

import java.time.Instant;
import java.util.List;

/**
 * What a mail tells of an organization's keys.
 *
 * @param liveKeys how many work, or would if they were enabled
 * @param flaggedKeys how many have at least one finding
 * @param groups the findings in their order; those of which there is none are left out
 */
public record ComplianceSummary(Instant asOf, long liveKeys, long flaggedKeys, List<Group> groups) {

  /**
   * The keys of one finding.
   *
   * @param count of all of them
   * @param first some of them, the oldest
   */
  public record Group(Finding finding, long count, List<FlaggedKey> first) {}
}
