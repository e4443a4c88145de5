package io.keygate.rotation.outbox;

import io.keygate.platform.config.PublicUrl;
import io.keygate.rotation.outbox.Claim.Kind;
import io.keygate.rotation.webhook.Receiver;
import io.keygate.rotation.webhook.Reply;
import io.keygate.rotation.webhook.WebhookCalls;
import io.keygate.rotation.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the webhooks that something is due for. By any number of threads, each webhook by one of
 * them; and one that did not take a call is left alone for a while, so that one that is slow or
 * dead costs others no more than a call now and then.
 */
@ApplicationScoped
class WebhookRound {
  private static final List<Kind> KINDS = List.of(Kind.WEBHOOK);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Webhooks webhooks;
  private final WebhookCalls calls;
  private final Outbox outbox;
  private final Results results;
  private final Contents contents;
  private final PublicUrl url;
  private final Clock clock;
  private final Unwritten unwritten = new Unwritten();
  private final Map<String, Instant> leftAlone = new HashMap<>();

  @Inject
  WebhookRound(
      Webhooks webhooks,
      WebhookCalls calls,
      Outbox outbox,
      Results results,
      Contents contents,
      PublicUrl url,
      Clock clock) {
    this.webhooks = webhooks;
    this.calls = calls;
    this.outbox = outbox;
    this.results = results;
    this.contents = contents;
    this.url = url;
    this.clock = clock;
  }

  /** Calls until nothing is due that may be called now. */
  void run() {
    unwritten.writeDown();
    for (Optional<Claim> claim = next(); claim.isPresent(); claim = next()) {
      String webhook = claim.get().recipient();
      boolean good = false;
      try {
        good = call(claim.get());
      } finally {
        leave(webhook, good ? Duration.ZERO : PAUSE);
      }
    }
  }

  private synchronized Optional<Claim> next() {
    Instant now = clock.instant();
    leftAlone.values().removeIf(until -> !until.isAfter(now));
    Optional<Claim> claim = outbox.claim(KINDS, List.copyOf(leftAlone.keySet()), now);
    claim.ifPresent(claimed -> leftAlone.put(claimed.recipient(), Instant.MAX));
    return claim;
  }

  private synchronized void leave(String webhook, Duration alone) {
    leftAlone.put(webhook, clock.instant().plus(alone));
  }

  /** Whether the webhook can be called again at once. */
  private boolean call(Claim claim) {
    Optional<Receiver> receiver = webhooks.receiver(claim.recipient());
    if (receiver.isEmpty()) {
      results.recipientIsGone(claim, "the webhook was deleted", clock.instant());
      return true;
    }
    List<Prompt> wanted = contents.wanted(claim, clock.instant());
    if (wanted.isEmpty()) {
      return true;
    }
    String event = PromptEvents.of(wanted.get(0), claim, url.value()).written();
    Reply reply = calls.call(receiver.get(), claim.publicId(), event, clock.instant());
    if (reply.accepted()) {
      unwritten.write(() -> results.accepted(claim, wanted, reply.words(), clock.instant()));
    } else {
      unwritten.write(() -> results.putOff(claim, wanted, reply.words(), clock.instant()));
    }
    return reply.accepted();
  }
}
