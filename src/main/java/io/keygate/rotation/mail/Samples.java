package io.keygate.rotation.mail;

import io.keygate.apikey.KeyState;
import io.keygate.rotation.compliance.ComplianceSummary;
import io.keygate.rotation.compliance.ComplianceSummary.Group;
import io.keygate.rotation.compliance.Finding;
import io.keygate.rotation.compliance.FlaggedKey;
import io.keygate.rotation.mail.ReportMail.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A sample of each mail: to try templates at start, and for the pictures of the documentation. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String URL = "https://keygate.example.org";

  private Samples() {}

  /** Two keys that are overdue, one of which is nobody's, and one that knocks after its death. */
  static MailText report(Templates templates) {
    FlaggedKey export = flagged("nightly export", "key_7gTq0ZbY2mWc4xVn8sLdKe", "stg", false);
    FlaggedKey lost = flagged("old importer", "key_5mJx2RtC8vNq1bHz6wPyFa", "dev", false);
    FlaggedKey dead = flagged("laptop of Bob", "key_2dLk9SgV3nXr7cQa0eTuMw", "prd", true);
    var summary =
        new ComplianceSummary(
            NOW,
            42,
            3,
            List.of(
                new Group(Finding.OVERDUE, 2, List.of(export, lost)),
                new Group(Finding.WITHOUT_OWNER, 1, List.of(lost)),
                new Group(Finding.KNOCKING, 1, List.of(dead))));
    return new ReportMail(templates, URL)
        .about(new Report("2026-12", "acme", "Acme", "Europe/Berlin", summary), "eve@example.org");
  }

  private static FlaggedKey flagged(String name, String id, String env, boolean dead) {
    return new FlaggedKey(
        id,
        name,
        "kg_" + env + "_…" + id.substring(id.length() - 4),
        "web-app",
        env,
        name.startsWith("old") ? null : "ann@example.org",
        dead ? KeyState.REVOKED : KeyState.ACTIVE,
        NOW.minus(Duration.ofDays(99)),
        dead ? NOW.minus(Duration.ofDays(12)) : null,
        NOW.minus(Duration.ofDays(9)),
        null,
        dead ? NOW.minus(Duration.ofDays(11)) : null,
        dead ? NOW.minus(Duration.ofMinutes(20)) : null,
        List.of(dead ? Finding.KNOCKING : Finding.OVERDUE));
  }

  /**
   * Four keys of two organizations: one that is coming, one that ends, one overdue, one disabled.
   */
  static MailText reminder(Templates templates) {
    return new ReminderMail(templates, URL)
        .about(
            List.of(
                key("Acme", "key_7gTq0ZbY2mWc4xVn8sLdKe", "nightly export", "stg")
                    .due(Duration.ofDays(-9))
                    .disabledAt(Duration.ofDays(5))
                    .build(),
                key("Acme", "key_3vN8kLm2QxY7RtB5wZ1cDf", "checkout service", "prd")
                    .due(Duration.ofDays(14))
                    .used()
                    .build(),
                key(
                        "Acme",
                        "key_9aHc5TfR1uJp6eGi3oXqWm",
                        "partner & sons <import>",
                        "eu-production")
                    .due(Duration.ofDays(1))
                    .ends()
                    .build(),
                key("Globex Research", "key_1bQw8NzK4yVr7tLs5mCjDx", "notebooks", "dev")
                    .due(Duration.ofDays(-14))
                    .disabled()
                    .build()),
            "ann@example.org",
            NOW);
  }

  private static Sample key(String organization, String id, String name, String env) {
    return new Sample(organization, id, name, env);
  }

  /** A key of a sample, as far as it differs from others. */
  private static final class Sample {
    private final String organization;
    private final String id;
    private final String name;
    private final String env;
    private Instant due = NOW;
    private boolean used;
    private boolean ends;
    private boolean disabled;
    private Duration disableIn = Duration.ZERO;

    Sample(String organization, String id, String name, String env) {
      this.organization = organization;
      this.id = id;
      this.name = name;
      this.env = env;
    }

    Sample due(Duration fromNow) {
      due = NOW.plus(fromNow).plus(Duration.ofHours(2));
      return this;
    }

    Sample used() {
      used = true;
      return this;
    }

    Sample ends() {
      ends = true;
      return this;
    }

    Sample disabled() {
      disabled = true;
      return this;
    }

    Sample disabledAt(Duration fromNow) {
      disableIn = fromNow;
      return this;
    }

    ReminderMail.Key build() {
      return new ReminderMail.Key(
          organization,
          BERLIN,
          id,
          name,
          "kg_" + env + "_…" + id.substring(id.length() - 4),
          organization.toLowerCase(Locale.ROOT).replace(' ', '-') + "/web-app/" + env,
          "ann@example.org",
          due.minus(Duration.ofDays(90)),
          used ? NOW.minus(Duration.ofMinutes(3)) : null,
          used ? "10.20.30.40" : null,
          due,
          ends,
          ends ? due : null,
          disableIn.isZero() ? null : NOW.plus(disableIn),
          disabled);
    }
  }
}
