package io.keygate.rotation.calendar;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** That there is a calendar; never its URL. */
public record CalendarView(
    @Schema(description = "Since when it has its URL") Instant createdAt,
    @Schema(description = "Subject of who made that") String createdBy) {
  static CalendarView of(CalendarFeed feed) {
    return new CalendarView(feed.createdAt(), feed.createdBy());
  }
}
