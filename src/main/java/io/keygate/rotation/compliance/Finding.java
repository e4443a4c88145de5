package io.keygate.rotation.compliance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be found of a key. */
@Schema(enumeration = {"overdue", "withoutOwner", "unused", "unbounded", "knocking"})
public enum Finding {
  /** It is active, and should have been rotated. */
  OVERDUE(
      "overdue",
      Finding.LIVE
          + " and k.disabled_at is null and k.overlap_ends_at is null and k.rotate_by <= t.asked"),
  /** It is live, and nobody's. */
  WITHOUT_OWNER("withoutOwner", Finding.LIVE + " and trim(coalesce(k.owner, '')) = ''"),
  /** It is live, and was neither made nor used for 90 days. */
  UNUSED(
      "unused",
      Finding.LIVE
          + " and k.created_at < t.used and (k.last_used_at is null or k.last_used_at < t.used)"),
  /** It is live, and nothing says that it ever ends or is rotated. */
  UNBOUNDED(
      "unbounded",
      Finding.LIVE
          + " and k.overlap_ends_at is null and k.expires_at is null and k.rotate_by is null"),
  /** It is revoked, and somebody has tried it since, within the last 30 days. */
  KNOCKING(
      "knocking",
      "k.revoked_at is not null and k.refused_at >= k.revoked_at and k.refused_at >= t.refused");

  /**
   * Whether a key works, or would if it were enabled. What is in the bin does not; its keys are
   * revoked.
   */
  static final String LIVE =
      """
      k.revoked_at is null and p.deleted_at is null and e.deleted_at is null
        and (k.expires_at is null or k.expires_at > t.asked)
        and (k.overlap_ends_at is null or k.overlap_ends_at > t.asked)\
      """;

  private final String word;
  private final String condition;

  Finding(String word, String condition) {
    this.word = word;
    this.condition = "(" + condition + ")";
  }

  /** As the API writes it. */
  @JsonValue
  public String word() {
    return word;
  }

  /** The one with this word, if there is one. */
  static Optional<Finding> of(String word) {
    return Arrays.stream(values()).filter(finding -> finding.word.equals(word)).findFirst();
  }

  @JsonCreator
  static Finding read(String word) {
    return of(word).orElseThrow();
  }

  /** For SQL, of a key {@code k} with its parents, at the moments {@code t}. */
  String condition() {
    return condition;
  }
}
