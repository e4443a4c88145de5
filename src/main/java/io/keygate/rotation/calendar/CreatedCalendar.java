package io.keygate.rotation.calendar;

import io.keygate.platform.idempotency.Replayable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The one answer that holds the URL of a calendar. */
public record CreatedCalendar(
    @Schema(
            description =
                "What a calendar program subscribes to; whoever has it can read the calendar. Shown"
                    + " here and never again: null where the answer is a repeated one")
        @Nullable String url)
    implements Replayable {
  @Override
  public Object forReplay() {
    return new CreatedCalendar(null);
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "CreatedCalendar";
  }
}
