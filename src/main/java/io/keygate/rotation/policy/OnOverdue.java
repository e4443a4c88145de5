package io.keygate.rotation.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What happens to a key that is not rotated in time. */
public enum OnOverdue {
  /** Nothing but reminders. */
  @JsonProperty("remind")
  REMIND,
  /** It is disabled, reversibly, some days later. */
  @JsonProperty("disable")
  DISABLE;

  /** As the API writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
