package io.keygate.rotation.webhook;

import io.keygate.platform.idempotency.Replayable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The one answer that holds a signing secret. */
public record CreatedWebhook(
    @Schema(
            description =
                "What each event is signed with, as Standard Webhooks writes it; shown here and"
                    + " never again: null where the answer is a repeated one",
            pattern = "^whsec_[0-9A-Za-z+/]{43}=$")
        @Nullable String secret,
    @Schema(description = "All else") WebhookView webhook)
    implements Replayable {
  @Override
  public Object forReplay() {
    return new CreatedWebhook(null, webhook);
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "CreatedWebhook[" + webhook.id() + "]";
  }
}
