package io.keygate.rotation.outbox;

import io.keygate.platform.mail.MailException;
import io.keygate.platform.mail.Mailer;
import io.keygate.platform.mail.Relay;
import io.keygate.rotation.outbox.Claim.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands over the mails that are due; by any number of threads, each on a connection of its own and
 * one mail after the other. What the relay has accepted and could not be written down is written
 * down later, while the claim lasts.
 */
@ApplicationScoped
class MailRound {
  private static final Logger log = Logger.getLogger(MailRound.class);
  private static final List<Kind> KINDS = List.of(Kind.DIGEST, Kind.REPORT);

  private final Mailer mailer;
  private final Outbox outbox;
  private final Results results;
  private final Contents contents;
  private final Clock clock;
  private final Unwritten unwritten = new Unwritten();

  /** How often in turn the relay was found away. */
  private final AtomicInteger away = new AtomicInteger();

  @Inject
  MailRound(Mailer mailer, Outbox outbox, Results results, Contents contents, Clock clock) {
    this.mailer = mailer;
    this.outbox = outbox;
    this.results = results;
    this.contents = contents;
    this.clock = clock;
  }

  /** Hands over until nothing is due, or the relay is away. */
  void run() {
    unwritten.writeDown();
    if (!mailer.hasRelay()) {
      return;
    }
    try (var connection = new Connection()) {
      boolean goOn = true;
      while (goOn) {
        Optional<Claim> claim = outbox.claim(KINDS, clock.instant());
        goOn = claim.isPresent() && handOver(connection, claim.get());
      }
    }
  }

  /** Whether others can be handed over now. */
  private boolean handOver(Connection connection, Claim claim) {
    Optional<Contents.Ready> ready = contents.of(claim, clock.instant());
    if (ready.isEmpty()) {
      return true;
    }
    List<Prompt> carried = ready.get().prompts();
    String answer;
    try {
      answer = connection.relay().send(ready.get().mail());
    } catch (MailException e) {
      return failed(connection, claim, carried, e);
    }
    tellOfRecovery();
    unwritten.write(() -> results.accepted(claim, carried, answer, clock.instant()));
    return true;
  }

  private boolean failed(
      Connection connection, Claim claim, List<Prompt> carried, MailException e) {
    String answer = String.valueOf(e.getMessage());
    switch (e.why()) {
      case REFUSED ->
          unwritten.write(() -> results.refused(claim, carried, answer, clock.instant()));
      case LATER -> unwritten.write(() -> results.putOff(claim, carried, answer, clock.instant()));
      case BROKEN -> {
        unwritten.write(() -> results.broken(claim, answer, clock.instant()));
        return connection.isWorthAnother();
      }
      case RELAY -> {
        int times = tellOfTrouble(answer);
        Instant now = clock.instant();
        Instant next = now.plus(BackOff.ofRelay(times));
        unwritten.write(() -> results.relayIsAway(claim, answer, next, now));
        return false;
      }
    }
    return true;
  }

  /** Returns how often that is the case in turn. */
  private int tellOfTrouble(String answer) {
    int times = away.incrementAndGet();
    if (times == 1) {
      log.warnf("The mail relay takes nothing, reminders wait: %s", answer);
    }
    return times;
  }

  private void tellOfRecovery() {
    if (away.getAndSet(0) > 0) {
      log.info("The mail relay takes mails again");
    }
  }

  /** The connection to the relay, made when it is first needed. */
  private final class Connection implements AutoCloseable {
    private @Nullable Relay relay;
    private boolean broken;

    /**
     * After it has broken; a relay that goes silent over all is left alone until the next round.
     */
    boolean isWorthAnother() {
      boolean before = broken;
      broken = true;
      return !before;
    }

    Relay relay() throws MailException {
      if (relay == null || !relay.isOpen()) {
        relay = mailer.connect();
      }
      return relay;
    }

    @Override
    public void close() {
      if (relay != null) {
        relay.close();
      }
    }
  }
}
