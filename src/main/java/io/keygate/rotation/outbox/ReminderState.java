package io.keygate.rotation.outbox;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a reminder. */
@Schema(enumeration = {"coming", "queued", "accepted", "given-up", "cancelled", "superseded"})
public enum ReminderState {
  /** Its day has not come. */
  COMING,
  /** It waits for the relay, or for the end of a snooze. */
  QUEUED,
  /** The relay or the webhook took it. */
  ACCEPTED,
  /** It could not be told. */
  GIVEN_UP,
  /** The key was rotated, changed or killed before it went out. */
  CANCELLED,
  /** A later one of the same key took its place before it went out. */
  SUPERSEDED;

  /** As the API writes it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ReminderState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
