package io.keygate.audit;

import io.keygate.audit.chain.Anchor;
import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Verdict;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.mail.MailException;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the trails once a day, from two in the morning in UTC on, and after a start:
 * all are verified by every node against its own anchors; their heads go to the log; what is broken
 * goes to the log, to health and by mail; and one node tells the trails of it, cuts what retention
 * says, and mails the heads.
 */
@Shared
class AuditNight {
  private static final Logger log = Logger.getLogger(AuditNight.class);
  private static final int HOUR = 2;

  private final ChainReader reader;
  private final Verifications verifications;
  private final AuditRetention retention;
  private final Looks looks;
  private final Duties duties;
  private final AuditMail mail;
  private final Anchors anchors;
  private final Set<String> alarmed = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private @Nullable LocalDate done;
  private volatile @Nullable Report report;

  @Inject
  AuditNight(
      ChainReader reader,
      Verifications verifications,
      AuditRetention retention,
      Looks looks,
      Duties duties,
      AuditMail mail,
      Anchors anchors) {
    this.reader = reader;
    this.verifications = verifications;
    this.retention = retention;
    this.looks = looks;
    this.duties = duties;
    this.mail = mail;
    this.anchors = anchors;
  }

  /** A chain, and what was found of it. */
  record Checked(ChainRow chain, Verdict verdict) {}

  /** What the last run found. */
  record Report(Instant at, List<Checked> checked) {
    List<Checked> broken() {
      return checked.stream().filter(c -> !c.verdict().isIntact()).toList();
    }
  }

  /** What the last run found; null before the first. */
  @Nullable Report report() {
    return report;
  }

  /**
   * Does what is due. What goes wrong with one chain, or with the mail, keeps nothing else from it.
   */
  synchronized void run(Instant now) {
    LocalDate day = LocalDateTime.ofInstant(now, ZoneOffset.UTC).minusHours(HOUR).toLocalDate();
    Report found = report;
    if (found == null || !day.equals(done)) {
      try {
        found = verify(now);
      } catch (RuntimeException e) {
        log.warnf("The audit trails will be verified later: %s", DatabaseErrors.summary(e));
        return;
      }
      report = found;
      done = day;
      alarmed.clear();
      told.clear();
    }
    // NB: the alarm first, and by what this node knows; who changes trails may block the database.
    alarm(found);
    for (Checked checked : found.checked()) {
      tell(checked, now, day);
    }
    mailAnchors(found, day);
  }

  private Report verify(Instant now) {
    List<Checked> checked = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (ChainRow chain : reader.all()) {
      known.add(chain.publicId());
      checked.add(verified(chain));
    }
    checked.addAll(verifications.vanished(known));
    checked.forEach(this::log);
    return new Report(now, checked);
  }

  private Checked verified(ChainRow chain) {
    try {
      Verdict verdict = verifications.of(chain);
      String mac = verdict.lastMac();
      String at = verdict.lastAt();
      if (verdict.isIntact() && mac != null && at != null) {
        anchors.note(new Anchor(at, chain.publicId(), chain.label(), verdict.last(), mac));
      }
      return new Checked(chain, verdict);
    } catch (RuntimeException e) {
      log.errorf(
          "The audit trail of %s cannot be verified: %s", chain.label(), DatabaseErrors.summary(e));
      return new Checked(chain, Verifications.impossible());
    }
  }

  private void log(Checked checked) {
    ChainRow chain = checked.chain();
    Verdict verdict = checked.verdict();
    Finding finding = verdict.finding();
    if (finding == null) {
      log.infof(
          "Audit anchor: %s %s event %d of %s, MAC %s",
          chain.label(), chain.publicId(), verdict.last(), verdict.lastAt(), verdict.lastMac());
    } else {
      log.errorf(
          "THE AUDIT TRAIL OF %s (%s) IS BROKEN at event %d: %s: %s",
          chain.label(),
          chain.publicId(),
          finding.number(),
          finding.kind().word(),
          finding.detail());
    }
  }

  private void alarm(Report found) {
    for (Checked broken : found.broken()) {
      if (mail.isWanted() && !alarmed.contains(broken.chain().publicId())) {
        try {
          mail.alarm(broken);
          alarmed.add(broken.chain().publicId());
        } catch (MailException e) {
          log.errorf("The alarm cannot be mailed, and will be tried again: %s", e.getMessage());
        }
      }
    }
  }

  /** The trail itself says that it was verified, and what is too old goes; by one of the nodes. */
  private void tell(Checked checked, Instant now, LocalDate day) {
    String id = checked.chain().publicId();
    if (checked.chain().id() == 0 || told.contains(id)) {
      return;
    }
    try {
      duties.once("verified-" + id, day, () -> tell(checked, now));
      told.add(id);
    } catch (Exception e) {
      // NB: not only runtime exceptions; a transaction throws what it likes when it ends.
      log.warnf(
          "The daily work on the audit trail of %s will be tried again: %s",
          checked.chain().label(), DatabaseErrors.summary(e));
    }
  }

  private void tell(Checked checked, Instant now) throws SQLException {
    looks.tellNow(
        Action.AUDIT_VERIFIED,
        checked.chain(),
        checked.verdict().isIntact() ? Outcome.SUCCESS : Outcome.FAILURE,
        Results.details(checked.verdict()));
    ChainRow chain = reader.find(checked.chain().publicId()).orElse(null);
    if (checked.verdict().isIntact() && chain != null) {
      long removed = retention.cut(chain, now);
      if (removed > 0) {
        log.infof("Retention removed %d events of the audit trail of %s", removed, chain.label());
      }
    }
  }

  private void mailAnchors(Report found, LocalDate day) {
    if (!mail.isWanted()) {
      return;
    }
    try {
      duties.once("anchors", day, () -> mail.anchors(found));
    } catch (Exception e) {
      log.warnf("Anchors will be mailed later: %s", e.getMessage());
    }
  }
}
