package io.keygate.rotation.webhook;

import io.keygate.platform.config.FeatureConfig;
import io.keygate.platform.config.Settings;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;

/** KEYGATE_WEBHOOK_ALLOW_LOCAL: whether webhooks may be on this machine. */
@Shared
class WebhookConfig implements FeatureConfig {
  static final String VARIABLE = "KEYGATE_WEBHOOK_ALLOW_LOCAL";

  private final boolean allowLocal;

  @Inject
  WebhookConfig(Settings settings) {
    allowLocal = settings.flag(VARIABLE, false);
  }

  boolean allowLocal() {
    return allowLocal;
  }
}
