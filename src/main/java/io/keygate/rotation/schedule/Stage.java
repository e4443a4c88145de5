package io.keygate.rotation.schedule;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One point of a key's schedule.
 *
 * @param offset days from the due date; negative before it
 * @param at when it is reached
 */
public record Stage(int offset, Instant at) {
  private static final String ANNOUNCED = "DISABLE-";
  private static final String DISABLED = "DISABLED-";

  /** Overdue by so many days, owners hear of it too. */
  static final int ESCALATION = 7;

  /** What the outbox names the announcement, apart from all stages, of a disabling on that day. */
  static String announcing(LocalDate day) {
    return ANNOUNCED + day;
  }

  /** What the outbox names the news that the key was disabled on that day. */
  static String disabled(LocalDate day) {
    return DISABLED + day;
  }

  /** Whether it is the news that the key was disabled. */
  public static boolean isOfDisabling(String word) {
    return word.startsWith(DISABLED);
  }

  /** As others than the outbox name it, without the day that makes it unique there. */
  public static String shown(String word) {
    if (isOfDisabling(word)) {
      return "DISABLED";
    }
    return word.startsWith(ANNOUNCED) ? "DISABLE" : word;
  }

  /** As the outbox names it: {@code -P14D}, {@code P0D}. */
  public String word() {
    return (offset < 0 ? "-P" : "P") + Math.abs(offset) + "D";
  }

  boolean isEscalated() {
    return offset >= ESCALATION;
  }
}
