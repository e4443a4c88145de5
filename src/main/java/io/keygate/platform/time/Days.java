package io.keygate.platform.time;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A whole number of days, in JSON an ISO 8601 duration such as {@code P90D}.
 *
 * @param count may be negative
 */
@Schema(type = SchemaType.STRING, format = "duration", pattern = "^P\\d+D$", examples = "P90D")
public record Days(int count) implements Comparable<Days> {
  private static final long HOURS = 24;

  /** Reads days, weeks, or hours that are whole days; throws for anything else. */
  public static Days parse(String text) {
    try {
      Period period = Period.parse(text);
      if (period.getYears() != 0 || period.getMonths() != 0) {
        throw new DateTimeException("months and years are not always as long");
      }
      return new Days(period.getDays());
    } catch (DateTimeException noPeriod) {
      return of(Duration.parse(text));
    }
  }

  private static Days of(Duration duration) {
    long hours = duration.toHours();
    if (hours % HOURS != 0 || !duration.equals(Duration.ofHours(hours))) {
      throw new DateTimeException("no whole days");
    }
    try {
      return new Days(Math.toIntExact(hours / HOURS));
    } catch (ArithmeticException e) {
      throw new DateTimeException("too many days", e);
    }
  }

  @Override
  public int compareTo(Days other) {
    return Integer.compare(count, other.count);
  }

  @Override
  @JsonValue
  public String toString() {
    return (count < 0 ? "-P" : "P") + Math.abs(count) + "D";
  }
}
