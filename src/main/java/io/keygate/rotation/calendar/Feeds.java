package io.keygate.rotation.calendar;

import io.keygate.platform.mac.Sha256;
import io.keygate.rotation.schedule.DueDates.DueDate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a calendar program gets. */
@ApplicationScoped
class Feeds {
  private final Calendars calendars;
  private final FeedKeys keys;
  private final CalendarText text;
  private final Clock clock;

  @Inject
  Feeds(Calendars calendars, FeedKeys keys, CalendarText text, Clock clock) {
    this.calendars = calendars;
    this.keys = keys;
    this.text = text;
    this.clock = clock;
  }

  /**
   * A calendar.
   *
   * @param tag the same as long as its events are the same
   * @param text made when it is asked for
   */
  record Feed(String tag, Supplier<String> text) {}

  /** That of this token; empty where there is none. */
  Optional<Feed> of(String token) {
    return calendars.byToken(token).map(keys::of).map(this::feed);
  }

  private Feed feed(List<DueDate> found) {
    return new Feed(tag(found), () -> text.of(found, clock.instant()));
  }

  /** NB: not of the text; that has the moment at which it was made. */
  private static String tag(List<DueDate> found) {
    return HexFormat.of().formatHex(Sha256.of(found.toString()), 0, 16);
  }
}
