package io.keygate.rotation.outbox;

import io.keygate.platform.config.PublicUrl;
import io.keygate.platform.mail.Mail;
import io.keygate.platform.mail.Mailer;
import io.keygate.rotation.mail.MailText;
import io.keygate.rotation.mail.ReminderMail;
import io.keygate.rotation.mail.ReportMail;
import io.keygate.rotation.outbox.Claim.Kind;
import io.keygate.rotation.schedule.Standings;
import io.keygate.rotation.schedule.Standings.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a mail says, made when it is attempted; a digest of what is true at that moment. */
@ApplicationScoped
class Contents {
  /** Between being told of it and being disabled at least. */
  private static final Duration NOTICE = Duration.ofDays(1);

  private final Prompts prompts;
  private final Standings standings;
  private final ReminderMail reminders;
  private final Reports reports;
  private final ReportMail reportMail;
  private final Results results;
  private final Mailer mailer;
  private final PublicUrl url;

  @Inject
  Contents(
      Prompts prompts,
      Standings standings,
      ReminderMail reminders,
      Reports reports,
      ReportMail reportMail,
      Results results,
      Mailer mailer,
      PublicUrl url) {
    this.prompts = prompts;
    this.standings = standings;
    this.reminders = reminders;
    this.reports = reports;
    this.reportMail = reportMail;
    this.results = results;
    this.mailer = mailer;
    this.url = url;
  }

  /**
   * A mail that can go out.
   *
   * @param prompts those that it carries
   */
  record Ready(Mail mail, List<Prompt> prompts) {}

  /** The mail; empty, and then ended, where it makes no sense any more. */
  Optional<Ready> of(Claim claim, Instant now) {
    return claim.kind() == Kind.REPORT ? report(claim, now) : digest(claim, now);
  }

  /** NB: of what was true when it was queued; in each attempt it is the same. */
  private Optional<Ready> report(Claim claim, Instant now) {
    if (!reports.isWanted(claim)) {
      results.cancelled(claim, now);
      return Optional.empty();
    }
    MailText text = reportMail.about(reports.of(claim), claim.recipient());
    return Optional.of(new Ready(mail(claim, text), List.of()));
  }

  private Optional<Ready> digest(Claim claim, Instant now) {
    List<Prompt> wanted = wanted(claim, now);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    MailText text =
        reminders.about(wanted.stream().map(Contents::key).toList(), claim.recipient(), now);
    return Optional.of(new Ready(mail(claim, text), wanted));
  }

  /**
   * The prompts that still make sense, as things are now; none, and then the delivery is ended,
   * where none does.
   */
  List<Prompt> wanted(Claim claim, Instant now) {
    List<Prompt> all = prompts.of(claim.id(), now);
    Map<Long, Standing> current =
        standings.of(all.stream().map(Prompt::keyId).collect(Collectors.toSet()), now);
    List<Prompt> wanted = new ArrayList<>();
    List<Prompt> senseless = new ArrayList<>();
    List<Prompt> ofOthers = new ArrayList<>();
    for (Prompt prompt : all) {
      Standing standing = current.get(prompt.keyId());
      if (standing == null || !prompt.isWanted()) {
        senseless.add(prompt);
      } else if (claim.kind() == Kind.DIGEST
          && !standing.addressees().contains(claim.recipient())) {
        ofOthers.add(prompt);
      } else {
        wanted.add(prompt.disabledAt(said(standing.disableAt(), now)));
      }
    }
    if (!senseless.isEmpty()) {
      prompts.cancel(senseless, "the key does not have to be rotated any more", now);
    }
    if (!ofOthers.isEmpty()) {
      results.othersAreTold(ofOthers, now);
    }
    if (wanted.isEmpty()) {
      results.cancelled(claim, now);
    }
    return wanted;
  }

  /** NB: never so soon that nobody can do anything; what is said is what counts. */
  private static @Nullable Instant said(@Nullable Instant disableAt, Instant now) {
    Instant earliest = now.plus(NOTICE);
    return disableAt != null && disableAt.isBefore(earliest) ? earliest : disableAt;
  }

  private Mail mail(Claim claim, MailText text) {
    Map<String, String> headers = new TreeMap<>();
    // RFC 2919: for filters; the same for all mails of this kind and server.
    headers.put("List-Id", "Key rotation <rotation." + URI.create(url.value()).getHost() + ">");
    return new Mail(
        List.of(claim.recipient()),
        text.subject(),
        text.plain(),
        text.html(),
        claim.publicId() + "@" + mailer.domain(),
        headers);
  }

  private static ReminderMail.Key key(Prompt prompt) {
    boolean ends =
        prompt.due().equals(prompt.expiresAt()) && !prompt.due().equals(prompt.rotateBy());
    return new ReminderMail.Key(
        prompt.organizationName(),
        prompt.zone(),
        prompt.key(),
        prompt.name(),
        prompt.masked(),
        prompt.path(),
        prompt.owner(),
        prompt.createdAt(),
        prompt.lastUsedAt(),
        prompt.lastUsedFrom(),
        prompt.due(),
        ends,
        prompt.expiresAt(),
        prompt.disableAt(),
        prompt.isOfDisabling());
  }
}
