package io.keygate.audit;

import static java.util.Objects.requireNonNull;

import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Verdict;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.DatabaseErrors;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
  private @Nullable LocalDate done;
  private volatile @Nullable Report report;

  @Inject
  AuditNight(
      ChainReader reader,
      Verifications verifications,
      AuditRetention retention,
      Looks looks,
      Duties duties,
      AuditMail mail) {
    this.reader = reader;
    this.verifications = verifications;
    this.retention = retention;
    this.looks = looks;
    this.duties = duties;
    this.mail = mail;
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

  /** Does what is due. */
  synchronized void run(Instant now) {
    LocalDate day = LocalDateTime.ofInstant(now, ZoneOffset.UTC).minusHours(HOUR).toLocalDate();
    try {
      Report latest = report;
      if (latest == null || !day.equals(done)) {
        latest = verify(now);
        report = latest;
        done = day;
      }
      Report found = latest;
      duties.once("verification", day, () -> tell(found, now));
      mail(found, day);
    } catch (Exception e) {
      log.warnf("The daily work on the audit trails will be tried again: %s", words(e));
    }
  }

  private static String words(Exception e) {
    return e instanceof SQLException || e.getCause() instanceof SQLException
        ? DatabaseErrors.summary(e)
        : e.toString();
  }

  private Report verify(Instant now) {
    List<Checked> checked = new ArrayList<>();
    for (ChainRow chain : reader.all()) {
      Verdict verdict = verifications.of(chain);
      checked.add(new Checked(chain, verdict));
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
    return new Report(now, checked);
  }

  /** The trails themselves say that they were verified, and what is too old goes. */
  private void tell(Report found, Instant now) throws SQLException {
    for (Checked checked : found.checked()) {
      looks.tellNow(
          Action.AUDIT_VERIFIED,
          checked.chain(),
          checked.verdict().isIntact() ? Outcome.SUCCESS : Outcome.FAILURE,
          Results.details(checked.verdict()));
      if (checked.verdict().isIntact()) {
        ChainRow chain = requireNonNull(reader.find(checked.chain().publicId()).orElse(null));
        long removed = retention.cut(chain, now);
        if (removed > 0) {
          log.infof("Retention removed %d events of the audit trail of %s", removed, chain.label());
        }
      }
    }
  }

  private void mail(Report found, LocalDate day) throws Exception {
    if (!mail.isWanted()) {
      return;
    }
    for (Checked broken : found.broken()) {
      duties.once("alarm-" + broken.chain().publicId(), day, () -> mail.alarm(broken));
    }
    duties.once("anchors", day, () -> mail.anchors(found));
  }
}
