package io.keygate.rotation.outbox;

import io.keygate.rotation.schedule.Stage;
import io.keygate.rotation.webhook.WebhookEvent;

/** Prompts as webhooks are told of them. */
final class PromptEvents {
  private PromptEvents() {}

  static WebhookEvent of(Prompt prompt, Claim claim, String publicUrl) {
    String[] path = prompt.path().split("/", -1);
    return new WebhookEvent(
        claim.publicId(),
        publicUrl + "/organizations/" + prompt.organization(),
        type(prompt, claim),
        prompt.key(),
        claim.createdAt(),
        new WebhookEvent.Data(
            prompt.key(),
            prompt.name(),
            prompt.masked(),
            prompt.organization(),
            path[1],
            path[2],
            prompt.owner(),
            Stage.shown(prompt.stage()),
            prompt.due(),
            prompt.rotateBy(),
            prompt.expiresAt(),
            prompt.disableAt()));
  }

  private static WebhookEvent.Type type(Prompt prompt, Claim claim) {
    if (prompt.isOfDisabling()) {
      return WebhookEvent.Type.DISABLED;
    }
    // NB: as it was when the event was made; it does not become another one by being late.
    return prompt.isOverdue(claim.createdAt())
        ? WebhookEvent.Type.ROTATION_OVERDUE
        : WebhookEvent.Type.ROTATION_DUE;
  }
}
