package io.keygate.rotation.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.samskivert.mustache.Escapers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderMailTest {
  @TempDir Path folder;

  @Test
  void saysWhichKeysUntilWhenAndWhatHappensThen() {
    MailText mail = Samples.reminder(new Templates(folder));
    assertThat(mail.subject())
        .isEqualTo("[Keygate] 2026-11-09: 3 API keys to rotate, 1 overdue; 1 API key disabled");
    assertThat(mail.plain())
        .isEqualTo(
            """
            3 API keys to rotate, 1 overdue; 1 API key disabled

            Rotating gives you a new key with the same settings. The old one works on during an overlap, so that you can put the new one in place without haste.

            == Acme ==

            nightly export
              Key:        kg_stg_…LdKe
              Place:      acme/web-app/stg
              Owner:      ann@example.org
              Rotate by:  Sat 14 Nov 2026, 10:00 CET (9 days overdue)
              Then:       Unless it is rotated, it is disabled on Sat 28 Nov 2026, 08:00 CET.
              Use:        Made 16 Aug 2026, never used
              Rotate:     https://keygate.example.org/keys/key_7gTq0ZbY2mWc4xVn8sLdKe/rotate

            checkout service
              Key:        kg_prd_…1cDf
              Place:      acme/web-app/prd
              Owner:      ann@example.org
              Rotate by:  Mon 7 Dec 2026, 10:00 CET (in 14 days)
              Then:       It works on, and is in the compliance report as overdue until it is rotated.
              Use:        Made 8 Sep 2026, last used Mon 23 Nov 2026, 07:57 CET from 10.20.30.40
              Rotate:     https://keygate.example.org/keys/key_3vN8kLm2QxY7RtB5wZ1cDf/rotate

            partner & sons <import>
              Key:        kg_eu-production_…XqWm
              Place:      acme/web-app/eu-production
              Owner:      ann@example.org
              Ends:       Tue 24 Nov 2026, 10:00 CET (tomorrow)
              Then:       It stops working at that moment.
              Use:        Made 26 Aug 2026, never used
              Rotate:     https://keygate.example.org/keys/key_9aHc5TfR1uJp6eGi3oXqWm/rotate

            == Globex Research ==

            notebooks
              Key:        kg_dev_…CjDx
              Place:      globex-research/web-app/dev
              Owner:      ann@example.org
              Rotate by:  Mon 9 Nov 2026, 10:00 CET (14 days overdue)
              Then:       It was not rotated in time, and was disabled: the gate refuses it until somebody enables it again.
              Use:        Made 11 Aug 2026, never used
              Look:       https://keygate.example.org/keys/key_1bQw8NzK4yVr7tLs5mCjDx

            --\s
            This went to ann@example.org, because you own these keys.
            Keygate, https://keygate.example.org
            """);
  }

  @Test
  void escapesWhatPeopleHaveTyped() {
    MailText mail = Samples.reminder(new Templates(folder));
    assertThat(mail.html())
        .contains("partner &amp; sons &lt;import&gt;")
        .doesNotContain("<import>");
    assertThat(mail.plain()).contains("partner & sons <import>");
  }

  @Test
  void aFileOfTheHomeTakesThePlaceOfATemplate() throws Exception {
    Files.writeString(
        folder.resolve("reminder.subject.txt"), "Bitte {{rotate}} Schlüssel erneuern\n");
    assertThat(Samples.reminder(new Templates(folder)).subject())
        .isEqualTo("Bitte 3 Schlüssel erneuern");
  }

  @Test
  void organizationsOfOneNameAreTwo() {
    MailText mail =
        about("ann@example.org", key("Acme", "acme/p/dev"), key("Acme", "acme-2/p/dev"));
    assertThat(mail.plain()).contains("== Acme (acme) ==").contains("== Acme (acme-2) ==");
    assertThat(mail.html()).contains("<bdi>Acme</bdi> (acme)</h2>").contains("(acme-2)</h2>");
  }

  @Test
  void anOrganizationsKeysAreTogetherUnderItsName() {
    MailText mail =
        about(
            "ann@example.org",
            key("Acme", "acme/p/dev"),
            key("Globex", "globex/p/dev"),
            key("Acme", "acme/p/prd"));
    assertThat(mail.plain().lines().filter(line -> line.startsWith("== ")))
        .containsExactly("== Acme ==", "== Globex ==");
  }

  @Test
  void saysWhyItCame() {
    ReminderMail.Key key = key("Acme", "acme/p/dev");
    assertThat(about("Ann@Example.org", key).plain())
        .contains("This went to Ann@Example.org, because you own these keys.\n");
    assertThat(about("boss@example.org", key).plain())
        .contains(
            "because you own these keys, or their rotation policy names you, or you are an owner of"
                + " the organization: owners are told of keys that are nobody's or overdue by a"
                + " week, and of those whose owner, or whom the policy names, cannot be"
                + " reached.\n");
  }

  /** What the API lets through: all but control characters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quoted\" 'twice' <b>&amp;",
        "{{name}} {{#keys}}",
        "\ud83d\udd11\ud83d\udc69\u200d\ud83d\udcbb",
        "\u202egnp.exe \u2028 next",
        "=?utf-8?B?Qmxh?= ,;:@\\"
      })
  void keepsOddNamesInTheirPlace(String odd) {
    MailText mail = about("ann@example.org", named(odd, "acme/p/dev"));
    assertThat(mail.subject()).isEqualTo("[Keygate] 2026-11-24: 1 API key to rotate");
    assertThat(mail.plain()).contains("== " + odd + " ==\n\n" + odd + "\n  Key:  ");
    String escaped = Escapers.HTML.escape(odd);
    assertThat(mail.html())
        .contains("<bdi>" + escaped + "</bdi></h2>")
        .contains("<bdi><strong>" + escaped + "</strong></bdi>");
    // Nothing but the names differs from a mail about others.
    assertThat(mail.html().replace(escaped, "x"))
        .isEqualTo(about("ann@example.org", named("x", "acme/p/dev")).html());
  }

  private MailText about(String recipient, ReminderMail.Key... keys) {
    return new ReminderMail(new Templates(folder), "https://keys.example.org")
        .about(List.of(keys), recipient, Samples.NOW);
  }

  private static ReminderMail.Key key(String organization, String path) {
    return key(organization, "a key", path);
  }

  private static ReminderMail.Key named(String name, String path) {
    return key(name, name, path);
  }

  private static ReminderMail.Key key(String organization, String name, String path) {
    return new ReminderMail.Key(
        organization,
        ZoneOffset.UTC,
        "key_3vN8kLm2QxY7RtB5wZ1cDf",
        name,
        "kg_dev_…1cDf",
        path,
        "ann@example.org",
        Instant.parse("2026-08-26T00:00:00Z"),
        null,
        null,
        Instant.parse("2026-11-24T00:00:00Z"),
        false,
        null,
        null,
        false);
  }
}
