package io.keygate.apikey;

import io.keygate.apikey.Verification.Reason;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts keys that are refused at the gate, and tells of them beside the requests: of each key and
 * reason the first time, then a count per hour. Of keys that nobody made, the same for each
 * address. When a known key was refused last is written down with it.
 */
@Shared
class Knocks {
  private static final Logger log = Logger.getLogger(Knocks.class);
  private static final Duration WINDOW = Duration.ofHours(1);

  /** So many different ones are held at once; of more, what comes first counts. */
  private static final int MOST = 10_000;

  private final ConcurrentHashMap<Who, Count> counts = new ConcurrentHashMap<>();
  private final KnownKeys keys;
  private final Event<Occurrence> occurrences;
  private final RefusalWriter writer;

  /** Public id to the last refusal that is told of and not written down. */
  private final ConcurrentHashMap<String, Instant> unwritten = new ConcurrentHashMap<>();

  private boolean troubled;

  @Inject
  Knocks(KnownKeys keys, Event<Occurrence> occurrences, RefusalWriter writer) {
    this.keys = keys;
    this.occurrences = occurrences;
    this.writer = writer;
  }

  /**
   * Who knocks.
   *
   * @param key the public id; of an unknown key the address, or nothing
   */
  private record Who(String key, Reason reason) {}

  /** How often, and from where at first. */
  private record Count(
      long count,
      Instant first,
      Instant last,
      @Nullable String address,
      @Nullable String client,
      String shown) {
    Count and(Count other) {
      return new Count(count + other.count, first, other.last, address, client, shown);
    }
  }

  /** Notes that a known key was refused. */
  void refused(String publicId, Reason reason, Origin origin, Instant now) {
    note(new Who(publicId, reason), publicId, origin, now);
  }

  /** Notes that a secret of the right form is nobody's. */
  void unknown(Secret secret, Origin origin, Instant now) {
    String address = origin.address();
    note(new Who(address == null ? "" : address, Reason.UNKNOWN), secret.toString(), origin, now);
  }

  private void note(Who who, String shown, Origin origin, Instant now) {
    if (counts.size() < MOST || counts.containsKey(who)) {
      var one = new Count(1, now, now, origin.address(), origin.client(), shown);
      counts.merge(who, one, Count::and);
    }
  }

  /** Tells what has been counted since the last time; what cannot be told is kept. */
  void tell() {
    for (Who who : counts.keySet()) {
      Count count = counts.remove(who);
      if (count == null) {
        continue;
      }
      try {
        tell(who, count);
        if (who.reason() != Reason.UNKNOWN) {
          unwritten.merge(who.key(), count.last(), Knocks::later);
        }
        troubled = false;
      } catch (Exception e) {
        // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
        counts.merge(who, count, (now, before) -> before.and(now));
        if (!troubled) {
          log.warnf("Refused keys will be told of later: %s", DatabaseErrors.summary(e));
        }
        troubled = true;
        return;
      }
    }
    writer.write(unwritten);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void tell(Who who, Count count) {
    String reason = who.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    Map<String, String> details = Map.of("reason", reason);
    if (who.reason() == Reason.UNKNOWN) {
      Target target = Target.at(count.shown(), "key", "unknown");
      fire(
          DomainEvent.telling(Action.GATE_UNKNOWN_KEY, null, target, details),
          Actor.ANONYMOUS,
          who,
          count);
      return;
    }
    keys.find(who.key())
        .ifPresent(
            key ->
                fire(
                    DomainEvent.telling(
                        Action.KEY_REFUSED, key.organizationId(), key.target(), details),
                    Actor.apiKey(who.key(), key.name()),
                    who,
                    count));
  }

  private void fire(DomainEvent event, Actor actor, Who who, Count count) {
    occurrences.fire(
        new Occurrence(
            event,
            Outcome.DENIED,
            actor,
            new RequestFacts(count.address(), count.client(), null),
            who.key() + " " + who.reason(),
            false,
            WINDOW,
            count.count(),
            count.first(),
            count.last()));
  }
}
