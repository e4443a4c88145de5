package io.keygate.rotation.outbox;

import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.rotation.schedule.Disabling;
import io.keygate.rotation.schedule.DueKeys;
import io.keygate.rotation.schedule.Sweep;
import io.keygate.rotation.schedule.ToDisable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * One round of a node: looks at the keys whose moment has come, bundles what is to be told, makes
 * the reports of the month, and hands all over. What one round leaves, because a relay or the
 * database is away, the next one finds.
 */
@ApplicationScoped
public class Round {
  private static final Logger log = Logger.getLogger(Round.class);

  /** Another node that writes reminders may be in the way. */
  private static final int ATTEMPTS = 3;

  private final DueKeys keys;
  private final Disabling disabling;
  private final Sweep sweep;
  private final Bundling bundling;
  private final MonthlyReports reports;
  private final MailRound mails;
  private final WebhookRound webhooks;
  private final Clock clock;

  @Inject
  Round(
      DueKeys keys,
      Disabling disabling,
      Sweep sweep,
      Bundling bundling,
      MonthlyReports reports,
      MailRound mails,
      WebhookRound webhooks,
      Clock clock) {
    this.keys = keys;
    this.disabling = disabling;
    this.sweep = sweep;
    this.bundling = bundling;
    this.reports = reports;
    this.mails = mails;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  /** Finds and queues; ends with nothing left to be looked at, as far as others are not at it. */
  public void find() {
    try {
      Instant now = clock.instant();
      for (DueKeys.Batch batch = keys.next(now); batch.looked() > 0; batch = keys.next(now)) {
        batch.toDisable().forEach(this::disable);
      }
      bundling.run(now);
      reports.run(now);
    } catch (Exception e) {
      // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
      log.warnf("What is due will be looked for again: %s", DatabaseErrors.summary(e));
    }
  }

  /** NB: one that cannot be disabled now is found again, and holds up no other. */
  private void disable(ToDisable key) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        disabling.disable(key);
        return;
      } catch (Exception e) {
        if (attempt == ATTEMPTS || !DatabaseErrors.isConcurrentChange(e)) {
          log.warnf("%s is disabled later: %s", key.publicId(), DatabaseErrors.summary(e));
          return;
        }
      }
    }
  }

  /** Finds what nobody looks at, and should. */
  public void sweep() {
    try {
      int found = sweep.run(clock.instant());
      if (found > 0) {
        log.infof("%d keys are looked at again", found);
      }
    } catch (Exception e) {
      log.warnf("Keys that nobody looks at are found tomorrow: %s", DatabaseErrors.summary(e));
    }
  }

  /** Calls the webhooks that something is due for; several may do this at once. */
  public void call() {
    try {
      webhooks.run();
    } catch (Exception e) {
      log.warnf("Webhooks will be called later: %s", DatabaseErrors.summary(e));
    }
  }

  /** Hands over the mails that are due. */
  public void deliver() {
    try {
      mails.run();
    } catch (Exception e) {
      log.warnf("What is queued will be handed over later: %s", DatabaseErrors.summary(e));
    }
  }
}
