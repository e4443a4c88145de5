package io.keygate.rotation.outbox;

import static java.util.Objects.requireNonNull;

import io.keygate.platform.mail.Mailer;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.Times;
import io.keygate.rotation.compliance.Compliance;
import io.keygate.rotation.mail.ReportMail.Report;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Finds the organizations whose report of this month is due and has not been made, and makes it. Of
 * months that have gone by none is made; what was true then nobody knows any more.
 */
@ApplicationScoped
class MonthlyReports {
  private static final Logger log = Logger.getLogger(MonthlyReports.class);

  /** So many keys of each finding are in a mail. */
  private static final int MOST_KEYS = 20;

  /** How soon to look again for somebody to tell. */
  private static final Duration LATER = Duration.ofHours(1);

  private final Database database;
  private final Compliance compliance;
  private final Reports reports;
  private final Mailer mailer;

  /** What needs no look for a while, so that a round in which nothing is due is one query. */
  private final Map<Long, Look> looks = new ConcurrentHashMap<>();

  private record Look(YearMonth month, Instant until) {
    boolean isEnough(YearMonth present, Instant now) {
      return month.equals(present) && now.isBefore(until);
    }
  }

  private record Candidate(
      long id, String slug, String name, String zone, int hour, Instant createdAt) {}

  @Inject
  MonthlyReports(Database database, Compliance compliance, Reports reports, Mailer mailer) {
    this.database = database;
    this.compliance = compliance;
    this.reports = reports;
    this.mailer = mailer;
  }

  /** Queues what is due; without a relay it stays due. */
  void run(Instant now) throws SQLException {
    if (!mailer.hasRelay()) {
      return;
    }
    for (Candidate organization : candidates()) {
      try {
        look(organization, now);
      } catch (Exception e) {
        // NB: not only runtime exceptions; a transaction throws what it likes when it ends. One
        // that cannot be reported does not hold up the others.
        log.warnf(
            "The report of %s will be tried again: %s",
            organization.slug(), DatabaseErrors.summary(e));
      }
    }
  }

  private void look(Candidate organization, Instant now) {
    long id = organization.id();
    ReportMonth month = ReportMonth.of(now, ZoneId.of(organization.zone()), organization.hour());
    Look before = looks.get(id);
    if (!month.isReached(now)
        || organization.createdAt().isAfter(month.due())
        || (before != null && before.isEnough(month.month(), now))) {
      return;
    }
    Instant until = Instant.MAX;
    if (reports.isMissing(id, month)) {
      Set<String> recipients = reports.recipients(id);
      if (recipients.isEmpty()) {
        until = now.plus(LATER);
      } else {
        queue(organization, month.month(), recipients, now);
      }
    }
    looks.put(id, new Look(month.month(), until));
  }

  private void queue(Candidate organization, YearMonth month, Set<String> recipients, Instant now) {
    var report =
        new Report(
            month.toString(),
            organization.slug(),
            organization.name(),
            organization.zone(),
            compliance.summary(organization.id(), now, MOST_KEYS));
    reports.queue(organization.id(), month, recipients, report, now);
  }

  private List<Candidate> candidates() throws SQLException {
    List<Candidate> found = new ArrayList<>();
    try (var connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                """
                select id, slug, name, time_zone, reminder_hour, created_at from organization
                where deleted_at is null order by id\
                """);
        var row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new Candidate(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                requireNonNull(Times.read(row, 6))));
      }
    }
    return found;
  }
}
