package io.keygate.rotation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportMonthTest {
  @ParameterizedTest
  @CsvSource({
    // now, zone, hour, month, due
    "2026-12-15T00:00:00Z, UTC, 8, 2026-12, 2026-12-01T08:00:00Z",
    "2026-12-15T00:00:00Z, Europe/Berlin, 8, 2026-12, 2026-12-01T07:00:00Z",
    "2026-07-15T00:00:00Z, Europe/Berlin, 8, 2026-07, 2026-07-01T06:00:00Z",
    // The month is that of its people, which may have begun, or not ended.
    "2026-11-30T23:30:00Z, Europe/Berlin, 0, 2026-12, 2026-11-30T23:00:00Z",
    "2026-11-30T23:30:00Z, UTC, 0, 2026-11, 2026-11-01T00:00:00Z",
    "2026-12-01T07:59:59Z, America/Los_Angeles, 8, 2026-11, 2026-11-01T16:00:00Z",
    "2026-12-31T10:00:00Z, Pacific/Kiritimati, 0, 2027-01, 2026-12-31T10:00:00Z",
    "2026-12-31T09:59:59Z, Pacific/Kiritimati, 0, 2026-12, 2026-11-30T10:00:00Z",
    // Sydney has no hour from 2 to 3 on this first day; it is told at 3.
    "2023-10-05T00:00:00Z, Australia/Sydney, 2, 2023-10, 2023-09-30T16:00:00Z",
    "2023-10-05T00:00:00Z, Australia/Sydney, 3, 2023-10, 2023-09-30T16:00:00Z",
    "2023-10-05T00:00:00Z, Australia/Sydney, 1, 2023-10, 2023-09-30T15:00:00Z",
    // New York has the hour from 1 to 2 twice; the first one counts.
    "2026-11-05T00:00:00Z, America/New_York, 1, 2026-11, 2026-11-01T05:00:00Z",
    "2026-11-05T00:00:00Z, America/New_York, 2, 2026-11, 2026-11-01T07:00:00Z",
    "2028-02-29T23:00:00Z, Asia/Kolkata, 23, 2028-03, 2028-03-01T17:30:00Z",
  })
  void isDueOnTheFirstDayAtItsHour(
      Instant now, ZoneId zone, int hour, YearMonth month, Instant due) {
    assertThat(ReportMonth.of(now, zone, hour)).isEqualTo(new ReportMonth(month, due));
  }

  @Test
  void isReachedAtTheMomentAndNotBefore() {
    var month = ReportMonth.of(Instant.parse("2026-12-01T00:00:00Z"), ZoneId.of("UTC"), 8);
    assertThat(month.isReached(Instant.parse("2026-12-01T07:59:59.999999Z"))).isFalse();
    assertThat(month.isReached(Instant.parse("2026-12-01T08:00:00Z"))).isTrue();
    assertThat(month.isReached(Instant.parse("2026-12-31T23:00:00Z"))).isTrue();
  }
}
