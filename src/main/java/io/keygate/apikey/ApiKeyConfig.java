package io.keygate.apikey;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/** Settings of keys. */
@Shared
class ApiKeyConfig implements FeatureConfig {
  private final int maxLiveKeys;

  @Inject
  ApiKeyConfig(Settings settings) {
    maxLiveKeys = settings.integer("KEYGATE_MAX_LIVE_KEYS", 20, 1, 10_000);
  }

  /** How many live keys a stream may have. */
  int maxLiveKeys() {
    return maxLiveKeys;
  }
}
