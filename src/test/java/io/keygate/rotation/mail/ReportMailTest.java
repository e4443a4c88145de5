package io.keygate.rotation.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.apikey.KeyState;
import io.keygate.platform.web.JsonContext;
import io.keygate.rotation.compliance.ComplianceSummary;
import io.keygate.rotation.compliance.ComplianceSummary.Group;
import io.keygate.rotation.compliance.Finding;
import io.keygate.rotation.compliance.FlaggedKey;
import io.keygate.rotation.mail.ReportMail.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMailTest {
  private static final Instant AS_OF = Instant.parse("2026-12-01T07:00:00Z");

  @TempDir Path folder;

  @Test
  void saysThatThereIsNothing() {
    MailText text = about(new ComplianceSummary(AS_OF, 1, 0, List.of()));
    assertThat(text.subject())
        .isEqualTo("[Keygate] 2026-12: compliance of Acme & Sons, nothing to look at");
    assertThat(text.plain())
        .isEqualTo(
            """
            Acme & Sons: 1 live API key, nothing to look at.
            As of Tue 1 Dec 2026, 08:00 CET.

            The whole report: https://keys.example.org/organizations/acme/compliance

            --\s
            This went to ann@example.org, because you are an owner or auditor of the organization.
            Keygate, https://keys.example.org
            """);
    assertThat(text.html())
        .contains("Acme &amp; Sons: nothing to look at")
        .doesNotContain("<table");
  }

  @Test
  void saysHowManyMoreThereAre() {
    MailText text = about(summary(23));
    assertThat(text.subject())
        .isEqualTo("[Keygate] 2026-12: compliance of Acme & Sons, 23 API keys to look at");
    assertThat(text.plain())
        .contains("As of Tue 1 Dec 2026, 08:00 CET.\n\n  Overdue: 23\n\n==")
        .contains("nobody has rotated these.\n\nkey <0>\n  Key:   kg_prd_…x7Qp\n")
        .contains("\n  Found: Rotate by 30 Nov 2026, 1 day overdue\n  Look:  https://")
        .contains("key <19>")
        .doesNotContain("key <20>")
        .contains("\n… and 3 more.\n");
    assertThat(text.html())
        .contains("key &lt;19&gt;")
        .doesNotContain("key <19>")
        .contains("… and 3 more");
  }

  /** What is queued is read by another node, perhaps of the next version. */
  @Test
  void itsContentSurvivesTheOutbox() throws Exception {
    ObjectMapper json = JsonContext.mapper();
    Report report = report(summary(2));
    assertThat(json.readValue(json.writeValueAsString(report), Report.class)).isEqualTo(report);
  }

  private MailText about(ComplianceSummary summary) {
    var mail = new ReportMail(new Templates(folder), "https://keys.example.org");
    return mail.about(report(summary), "ann@example.org");
  }

  private static Report report(ComplianceSummary summary) {
    return new Report("2026-12", "acme", "Acme & Sons", "Europe/Berlin", summary);
  }

  private static ComplianceSummary summary(int count) {
    List<FlaggedKey> first =
        IntStream.range(0, Math.min(20, count)).mapToObj(ReportMailTest::key).toList();
    return new ComplianceSummary(
        AS_OF, 40, count, List.of(new Group(Finding.OVERDUE, count, first)));
  }

  private static FlaggedKey key(int number) {
    return new FlaggedKey(
        "key_" + number,
        "key <" + number + ">",
        "kg_prd_…x7Qp",
        "web-app",
        "prd",
        null,
        KeyState.ACTIVE,
        Instant.parse("2026-08-01T00:00:00Z"),
        null,
        Instant.parse("2026-11-30T00:00:00Z"),
        null,
        null,
        null,
        List.of(Finding.OVERDUE, Finding.WITHOUT_OWNER));
  }
}
