package io.keygate.rotation.outbox;

import io.keygate.platform.mail.Mailer;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.NamedLock;
import io.keygate.rotation.schedule.DueKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes a call of each prompt for a webhook, and one mail of all prompts that wait for one person:
 * when no key is left to be looked at, so that the mail has all of them, and by one node at a time.
 */
@ApplicationScoped
class Bundling {
  /** So long a prompt waits for others at most. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Database database;
  private final DueKeys keys;
  private final Mailer mailer;
  private final Bundles bundles;

  @Inject
  Bundling(Database database, DueKeys keys, Mailer mailer, Bundles bundles) {
    this.database = database;
    this.keys = keys;
    this.mailer = mailer;
    this.bundles = bundles;
  }

  /** Bundles what waits; without a relay all but calls waits on. */
  void run(Instant now) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, "rotation-mails", Duration.ZERO)) {
      if (!lock.isHeld()) {
        return;
      }
      boolean more = true;
      while (more) {
        more = bundles.makeCalls(now);
      }
      if (!mailer.hasRelay()) {
        return;
      }
      boolean complete = keys.isDone(now);
      Instant before = complete ? now : now.minus(PATIENCE);
      for (String recipient : bundles.waiting(before, now)) {
        bundles.bundle(recipient, now);
      }
    }
  }
}
