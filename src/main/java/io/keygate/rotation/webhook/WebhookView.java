package io.keygate.rotation.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook as the API gives it. */
public record WebhookView(
    @Schema(description = "Public id; the recipient of its reminders", examples = WebhookView.ID)
        String id,
    @Schema(description = "Where events are posted to") String url,
    @Schema(description = "When it was made") Instant createdAt,
    @Schema(description = "Subject of who made it") String createdBy) {
  private static final String ID = "whk_5dF7gH9jK1lZ3xC5vB7nM9";

  static WebhookView of(Webhook webhook) {
    return new WebhookView(
        webhook.publicId(), webhook.url(), webhook.createdAt(), webhook.createdBy());
  }
}
