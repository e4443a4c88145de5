package io.keygate.rotation.mail;

import io.keygate.platform.config.PublicUrl;
import io.keygate.rotation.compliance.ComplianceSummary;
import io.keygate.rotation.compliance.ComplianceSummary.Group;
import io.keygate.rotation.compliance.Finding;
import io.keygate.rotation.compliance.FlaggedKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mail that tells owners and auditors each month how the keys of an organization stand. */
@ApplicationScoped
public class ReportMail {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private final Templates templates;
  private final String url;

  @Inject
  ReportMail(Templates templates, PublicUrl url) {
    this(templates, url.value());
  }

  ReportMail(Templates templates, String url) {
    this.templates = templates;
    this.url = url;
  }

  /**
   * What a report is about.
   *
   * @param month such as {@code 2026-12}
   * @param slug of the organization
   * @param organization its name for people
   * @param zone its time zone
   */
  public record Report(
      String month, String slug, String organization, String zone, ComplianceSummary summary) {}

  /** The mail with this report. */
  public MailText about(Report report, String recipient) {
    ComplianceSummary summary = report.summary();
    ZoneId zone = ZoneId.of(report.zone());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("month", report.month());
    values.put("organization", report.organization());
    values.put("asOf", MOMENT.format(summary.asOf().atZone(zone)));
    values.put("live", summary.liveKeys());
    values.put("oneLive", summary.liveKeys() == 1);
    values.put("flagged", summary.flaggedKeys());
    values.put("oneFlagged", summary.flaggedKeys() == 1);
    values.put(
        "groups", summary.groups().stream().map(group -> group(group, report, zone)).toList());
    values.put("url", url + "/organizations/" + report.slug() + "/compliance");
    values.put("publicUrl", url);
    values.put("recipient", recipient);
    return new MailText(
        templates.fillLine("report.subject.txt", values),
        templates.fill("report.txt", values).strip() + "\n",
        templates.fill("report.html", values));
  }

  private Map<String, Object> group(Group group, Report report, ZoneId zone) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Finding finding : Finding.values()) {
      values.put(finding.word(), finding == group.finding());
    }
    values.put("count", group.count());
    values.put("late", group.finding() == Finding.OVERDUE || group.finding() == Finding.KNOCKING);
    values.put("others", group.count() - group.first().size());
    List<Map<String, Object>> keys =
        group.first().stream().map(key -> described(key, report, zone)).toList();
    values.put("keys", keys);
    return values;
  }

  private Map<String, Object> described(FlaggedKey key, Report report, ZoneId zone) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", key.name());
    values.put("masked", key.masked());
    values.put("path", report.slug() + "/" + key.project() + "/" + key.environment());
    values.put("owner", key.owner() == null ? "" : key.owner().strip());
    values.put("madeOn", day(key.createdAt(), zone));
    values.put("lastUsedOn", day(key.lastUsedAt(), zone));
    values.put("rotateBy", day(key.rotateBy(), zone));
    long days = daysOverdue(key.rotateBy(), report.summary().asOf(), zone);
    values.put("daysOverdue", days);
    values.put("oneDayOverdue", days == 1);
    values.put("revokedOn", day(key.revokedAt(), zone));
    values.put("refusedOn", day(key.lastRefusedAt(), zone));
    values.put("keyUrl", url + "/keys/" + key.id());
    return values;
  }

  private static long daysOverdue(@Nullable Instant due, Instant now, ZoneId zone) {
    return due == null
        ? 0
        : Math.max(
            0,
            ChronoUnit.DAYS.between(
                due.atZone(zone).toLocalDate(), now.atZone(zone).toLocalDate()));
  }

  private static String day(@Nullable Instant at, ZoneId zone) {
    return at == null ? "" : DAY.format(at.atZone(zone));
  }
}
