package io.keygate.rotation.schedule;

import static io.keygate.platform.persistence.Times.toColumn;

import io.keygate.apikey.ApiKeyService;
import io.keygate.rotation.webhook.Webhooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

/** Disables keys that nobody has rotated, reversibly, and says so to whom it concerns. */
@ApplicationScoped
@Transactional
public class Disabling {
  private final EntityManager entities;
  private final ApiKeyService keys;
  private final Webhooks webhooks;
  private final Clock clock;

  @Inject
  Disabling(EntityManager entities, ApiKeyService keys, Webhooks webhooks, Clock clock) {
    this.entities = entities;
    this.keys = keys;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /** Disables it, unless it was rotated, changed or disabled meanwhile. */
  public void disable(ToDisable key) {
    String reason = "It was not rotated by " + key.rotateBy() + ", as the rotation policy asks.";
    if (!keys.disableOverdue(key.publicId(), key.rotateBy(), reason)) {
      return;
    }
    // NB: before the reminders, in the order of all who touch both.
    entities
        .createNativeQuery("delete from rotation_schedule where api_key_id = :key")
        .setParameter("key", key.id())
        .executeUpdate();
    queue(key, "MAIL", key.tell());
    queue(key, "WEBHOOK", webhooks.ids(key.organizationId()));
  }

  private void queue(ToDisable key, String channel, Collection<String> recipients) {
    Instant now = clock.instant();
    for (String recipient : recipients) {
      entities
          .createNativeQuery(
              """
              insert into reminder (organization_id, api_key_id, due_at, stage, channel, recipient,
                state, created_at)
              values (:organization, :key, :due, :stage, :channel, :recipient, 'QUEUED', :now)
              on duplicate key update state = state\
              """)
          .setParameter("organization", key.organizationId())
          .setParameter("key", key.id())
          .setParameter("due", toColumn(key.rotateBy()))
          .setParameter("stage", Stage.disabled(key.day()))
          .setParameter("channel", channel)
          .setParameter("recipient", recipient)
          .setParameter("now", toColumn(now))
          .executeUpdate();
    }
  }
}
