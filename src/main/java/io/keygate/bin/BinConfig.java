package io.keygate.bin;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.time.Duration;

/** Settings of the bin. */
@Shared
class BinConfig implements FeatureConfig {
  private final int days;

  @Inject
  BinConfig(Settings settings) {
    days = settings.integer("KEYGATE_BIN_DAYS", 7, 0, 3_650);
  }

  /** How long what was deleted can be restored. */
  Duration keep() {
    return Duration.ofDays(days);
  }
}
