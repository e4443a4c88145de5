package io.keygate.access.session;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.time.Duration;

/** How long the dashboard's session lives. */
@Shared
class SessionConfig implements FeatureConfig {
  private static final Duration LEAST = Duration.ofMinutes(20);
  private static final Duration MOST = Duration.ofDays(90);

  private final Duration idle;
  private final Duration longest;

  @Inject
  SessionConfig(Settings settings) {
    this(
        settings.duration("KEYGATE_SESSION_IDLE", Duration.ofHours(2), LEAST, MOST),
        settings.duration("KEYGATE_SESSION_LONGEST", Duration.ofHours(12), LEAST, MOST));
  }

  SessionConfig(Duration idle, Duration longest) {
    this.idle = idle;
    this.longest = longest;
  }

  /** How long it waits for its next refresh. */
  Duration idle() {
    return idle;
  }

  /** How long it lives, however often it is refreshed. */
  Duration longest() {
    return longest;
  }
}
