package io.keygate.testing;

import java.util.ArrayList;
import java.util.List;

/** What became of each scenario of a check, and the lines that say so at the end. */
public final class Report {
  private enum Outcome {
    PASSED("PASSED"),
    FAILED("FAILED"),
    LEFT_OUT("LEFT OUT");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  private record Entry(Outcome outcome, String name, String reason) {
    String line() {
      String text = outcome.words + ": " + name;
      return outcome == Outcome.LEFT_OUT ? text + " (" + reason + ")" : text;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  public void passed(String name) {
    add(new Entry(Outcome.PASSED, name, ""));
  }

  /** Prints the reason at once; the lines at the end only name it. */
  public void failed(String name, String reason) {
    add(new Entry(Outcome.FAILED, name, reason));
    System.out.println(reason);
  }

  /** It could not be tried on this machine. */
  public void leftOut(String name, String reason) {
    add(new Entry(Outcome.LEFT_OUT, name, reason));
  }

  private void add(Entry entry) {
    entries.add(entry);
    System.out.println(entry.line());
  }

  /**
   * Prints all outcomes and their numbers; false if something failed, or is missing though
   * required.
   */
  public boolean print(boolean requireAll) {
    System.out.println();
    entries.forEach(entry -> System.out.println(entry.line()));
    long failed = count(Outcome.FAILED);
    long leftOut = count(Outcome.LEFT_OUT);
    if (requireAll && leftOut > 0) {
      System.out.println("All of it is required: what was left out counts as failed");
      failed += leftOut;
      leftOut = 0;
    }
    System.out.println(
        count(Outcome.PASSED) + " passed, " + failed + " failed, " + leftOut + " skipped");
    return failed == 0;
  }

  private long count(Outcome outcome) {
    return entries.stream().filter(entry -> entry.outcome() == outcome).count();
  }
}
