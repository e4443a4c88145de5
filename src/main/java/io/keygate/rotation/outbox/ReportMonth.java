package io.keygate.rotation.outbox;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The month in which an organization is, by its own calendar, and when its report is due: on the
 * first day at its hour. An hour that clocks leave out is the next one that there is; of one that
 * comes twice the first counts.
 */
record ReportMonth(YearMonth month, Instant due) {
  static ReportMonth of(Instant now, ZoneId zone, int hour) {
    YearMonth month = YearMonth.from(now.atZone(zone));
    return new ReportMonth(month, month.atDay(1).atTime(hour, 0).atZone(zone).toInstant());
  }

  boolean isReached(Instant now) {
    return !now.isBefore(due);
  }
}
