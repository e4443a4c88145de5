package io.keygate.platform.web;

import io.keygate.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as parameters of a query. */
public final class QueryInstant {
  private QueryInstant() {}

  /** The instant; null where there is none; a 400 problem where the text is none. */
  public static @Nullable Instant parse(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ProblemException.invalid(name, "must be an instant such as 2026-11-23T09:30:00Z");
    }
  }
}
