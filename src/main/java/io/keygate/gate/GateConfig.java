package io.keygate.gate;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/** Settings of the gate. */
@Shared
class GateConfig implements FeatureConfig {
  private static final long MIB = 1L << 20;

  private final int maxBodyBytes;
  private final long maxBytesInFlight;

  @Inject
  GateConfig(Settings settings) {
    maxBodyBytes =
        settings.integer("KEYGATE_MAX_BODY_BYTES", (int) (64 * MIB), 1024, (int) (1024 * MIB));
    long share = Runtime.getRuntime().maxMemory() / 3;
    maxBytesInFlight =
        settings.number(
            "KEYGATE_MAX_BYTES_IN_FLIGHT", Math.max(share, maxBodyBytes), maxBodyBytes, 1L << 40);
  }

  /** The largest body, before and after inflating. */
  int maxBodyBytes() {
    return maxBodyBytes;
  }

  /** How many bytes of bodies may be in memory at once; beyond, clients are asked to wait. */
  long maxBytesInFlight() {
    return maxBytesInFlight;
  }
}
