package io.keygate.platform.persistence;

import java.util.Collections;

/** The places of values in SQL that is made for so many. */
public final class Places {
  private Places() {}

  /** {@code ?,?,?} for three; for what stands in the brackets of {@code in}. */
  public static String of(int number) {
    return String.join(",", Collections.nCopies(number, "?"));
  }
}
