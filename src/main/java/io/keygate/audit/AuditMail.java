package io.keygate.audit;

import io.keygate.audit.AuditNight.Checked;
import io.keygate.audit.chain.Finding;
import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.mail.MailException;
import io.keygate.platform.mail.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;

/** What is mailed of the trails: their heads every day, and an alarm where one is broken. */
@ApplicationScoped
class AuditMail {
  private final Mailer mailer;
  private final AuditConfig config;
  private final PublicUrl url;

  @Inject
  AuditMail(Mailer mailer, AuditConfig config, PublicUrl url) {
    this.mailer = mailer;
    this.config = config;
    this.url = url;
  }

  /** Whether somebody wants it. */
  boolean isWanted() {
    return !config.mailTo().isEmpty();
  }

  /** The heads of all chains; accepted by the relay when this has returned. */
  void anchors(AuditNight.Report report) throws MailException {
    String heads =
        report.checked().stream()
            .map(
                checked ->
                    "%s  %s  event %d  %s%n  %s%n"
                        .formatted(
                            checked.chain().label(),
                            checked.chain().publicId(),
                            checked.verdict().last(),
                            checked.verdict().lastAt(),
                            checked.verdict().lastMac()))
            .collect(Collectors.joining());
    mailer.send(
        config.mailTo(),
        "[Keygate] Audit anchors of " + report.at().toString().substring(0, 10),
        """
        These are the heads of the audit trails of %s, verified at %s.
        Keep this mail: an event that it names can neither vanish nor change unnoticed.

        %s\
        """
            .formatted(url.value(), report.at(), heads));
  }

  /** That a chain is broken, and where; accepted by the relay when this has returned. */
  void alarm(Checked broken) throws MailException {
    Finding finding = broken.verdict().finding();
    if (finding == null) {
      return;
    }
    mailer.send(
        config.mailTo(),
        "[Keygate] ALARM: the audit trail of " + broken.chain().label() + " is broken",
        """
        The audit trail of %s (%s) at %s is not as it was written.

        First event: %d
        What was done: %s (%s)

        Keep the database, the logs and the anchors (audit-anchors.ndjson) as they are now.
        """
            .formatted(
                broken.chain().label(),
                broken.chain().publicId(),
                url.value(),
                finding.number(),
                finding.kind().word(),
                finding.detail()));
  }
}
