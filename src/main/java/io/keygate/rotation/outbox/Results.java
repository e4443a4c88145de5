package io.keygate.rotation.outbox;

import io.keygate.rotation.outbox.Claim.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** What became of an attempt: of the delivery, its prompts, and the trail, in one transaction. */
@ApplicationScoped
@Transactional
class Results {
  private final Outbox outbox;
  private final Prompts prompts;
  private final Reports reports;

  @Inject
  Results(Outbox outbox, Prompts prompts, Reports reports) {
    this.outbox = outbox;
    this.prompts = prompts;
    this.reports = reports;
  }

  /** It was taken; that is when somebody was told, and not before. */
  void accepted(Claim claim, List<Prompt> carried, String answer, Instant now) {
    outbox.accepted(claim, answer, now);
    prompts.accepted(claim, carried, answer, now);
    if (claim.kind() == Kind.REPORT) {
      reports.accepted(claim, answer);
    }
  }

  /** It will not be taken: given up, so that somebody else is told. */
  void refused(Claim claim, List<Prompt> carried, String answer, Instant now) {
    if (claim.kind() != Kind.WEBHOOK) {
      prompts.lookAgain(carried, now);
    }
    outbox.givenUp(claim, answer, now);
    prompts.givenUp(claim, carried, answer, now);
    if (claim.kind() == Kind.REPORT) {
      reports.givenUp(claim, answer);
    }
  }

  /**
   * It was not taken this time. After some days that is a refusal; but not by a relay that has
   * taken nothing from anybody meanwhile.
   */
  void putOff(Claim claim, List<Prompt> carried, String answer, Instant now) {
    Instant since = claim.deferredSince();
    if (since != null
        && now.isAfter(since.plus(BackOff.PATIENCE))
        && (claim.kind() == Kind.WEBHOOK || outbox.hasTakenAny(since))) {
      refused(claim, carried, answer, now);
    } else {
      outbox.deferred(claim, answer, now);
    }
  }

  /** The relay has gone silent over it; that is no refusal, however often. */
  void broken(Claim claim, String answer, Instant now) {
    outbox.deferred(claim, answer, now);
  }

  /** The relay takes nothing from anybody until then. */
  void relayIsAway(Claim claim, String answer, Instant next, Instant now) {
    outbox.relayIsAway(claim, answer, next, now);
  }

  /** Who they were for has nothing to do with the keys any more; who has is told. */
  void othersAreTold(List<Prompt> carried, Instant now) {
    prompts.lookAgain(carried, now);
    prompts.cancel(carried, "others are told now", now);
  }

  /** Whom it was for is there no longer. */
  void recipientIsGone(Claim claim, String why, Instant now) {
    outbox.cancelled(claim, now);
    prompts.cancelAllOf(claim.id(), why, now);
  }

  /** It makes no sense any more. */
  void cancelled(Claim claim, Instant now) {
    outbox.cancelled(claim, now);
    if (claim.kind() == Kind.REPORT) {
      reports.forget(claim);
    }
  }
}
