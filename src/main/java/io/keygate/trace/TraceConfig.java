package io.keygate.trace;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/** Settings of span storage. */
@Shared
class TraceConfig implements FeatureConfig {
  private final int writers;

  @Inject
  TraceConfig(Settings settings) {
    writers = settings.integer("KEYGATE_SPAN_WRITERS", 2, 1, 64);
  }

  /** How many transactions may be written at once. */
  int writers() {
    return writers;
  }
}
