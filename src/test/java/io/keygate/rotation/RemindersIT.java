package io.keygate.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reminder, as a real server sends it and a real relay gets it. */
class RemindersIT {
  private static final Duration LIMIT = Duration.ofSeconds(100);

  /** RFC 5322, 2.1.1. */
  private static final int LONGEST_LINE = 998;

  private static final String ODD = "\"quoted\" <b> & \u202eturned \ud83d\udd11";
  private static final String URL = "https://keys.example.org/keys/";

  private static GreenMail relay;
  private static RunningKeygate keygate;
  private static Client admin;
  private static String org;
  private static String ann;
  private static HeldKey used;
  private static HeldKey odd;
  private static MimeMessage mail;

  @BeforeAll
  static void start() throws Exception {
    relay = new GreenMail(new ServerSetup(RunningKeygate.freePort(), "127.0.0.1", "smtp"));
    relay.start();
    keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(),
            Map.of(
                "KEYGATE_SMTP_HOST",
                "127.0.0.1",
                "KEYGATE_SMTP_PORT",
                Integer.toString(relay.getSmtp().getServerSetup().getPort()),
                "KEYGATE_MAIL_FROM",
                "keygate@mail.example.org",
                "KEYGATE_PUBLIC_URL",
                "https://keys.example.org"));
    admin = keygate.client().admin();
    org = OldKeys.organization(admin);
    ann = "ann@" + org + ".example";
    used = OldKeys.of(keygate, admin, org, ann);
    odd = OldKeys.of(keygate, admin, org, ann);
    admin
        .patch(odd.path(), "{\"name\":\"\\\"quoted\\\" <b> & \\u202eturned \\ud83d\\udd11\"}")
        .expect(200);
    assertThat(used.atTheGate()).isEqualTo(200);
    Await.until("its use is written", LIMIT, () -> !of(used, "lastUsedAt").isEmpty());
    OldKeys.bind(admin, org);
    Await.until("the mail is there", LIMIT, () -> received().length > 0);
    mail = received()[0];
  }

  @AfterAll
  static void stop() {
    keygate.close();
    relay.stop();
  }

  @Test
  void theOwnerOfSeveralKeysGetsOneMail() {
    Await.until(
        "both are known to be told",
        LIMIT,
        () -> state(used).equals("accepted") && state(odd).equals("accepted"));
    assertThat(received()).hasSize(1);
  }

  @Test
  void aProgramCanTellWhatItIs() throws Exception {
    assertThat(mail.getHeader("Message-ID"))
        .singleElement()
        .asString()
        .matches("<dlv_[0-9A-Za-z]{22}@mail\\.example\\.org>")
        .contains(reminder(used).path("delivery").asText() + "@");
    assertThat(mail.getSentDate().toInstant())
        .isBetween(Instant.now().minus(LIMIT.multipliedBy(3)), Instant.now());
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("List-Id"))
        .containsExactly("Key rotation <rotation.keys.example.org>");
    assertThat(mail.getHeader("From")).containsExactly("keygate@mail.example.org");
    assertThat(mail.getHeader("To")).containsExactly(ann);
    assertThat(mail.getHeader("MIME-Version")).containsExactly("1.0");
  }

  @Test
  void theSubjectSortsByTheFirstDate() throws Exception {
    assertThat(mail.getSubject())
        .isEqualTo("[Keygate] " + due().toLocalDate() + ": 2 API keys to rotate");
    assertThat(mail.getHeader("Subject")).containsExactly(mail.getSubject());
  }

  @Test
  void textComesBeforeHtml() throws Exception {
    assertThat(mail.getContentType()).startsWith("multipart/alternative;");
    assertThat(((MimeMultipart) mail.getContent()).getCount()).isEqualTo(2);
    assertThat(part(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
    assertThat(part(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
  }

  @Test
  void noLineIsTooLongOnTheWay() throws Exception {
    assertThat(raw().split("\r\n", -1)).allSatisfy(this::isShort);
  }

  private void isShort(String line) {
    assertThat(line.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(LONGEST_LINE);
    assertThat(line).doesNotContain("\n", "\r");
  }

  @Test
  void saysAllOfEachKeyInText() throws Exception {
    String lastUsed = moment(Instant.parse(of(used, "lastUsedAt")));
    assertThat(text(0))
        .isEqualTo(
            """
            2 API keys to rotate

            Rotating gives you a new key with the same settings. The old one works on during an \
            overlap, so that you can put the new one in place without haste.

            == ORGANIZATION ==

            of ANN
              Key:        MASKED1
              Place:      ORG/default-project/dev
              Owner:      ANN
              Rotate by:  DUE (in 14 days)
              Then:       It works on, and is in the compliance report as overdue until it is \
            rotated.
              Use:        Made MADE, last used LAST_USED from 127.0.0.1
              Rotate:     KEY1/rotate

            NAME
              Key:        MASKED2
              Place:      ORG/default-project/dev
              Owner:      ANN
              Rotate by:  DUE (in 14 days)
              Then:       It works on, and is in the compliance report as overdue until it is \
            rotated.
              Use:        Made MADE, never used
              Rotate:     KEY2/rotate

            --\s
            This went to ANN, because you own these keys.
            Keygate, https://keys.example.org
            """
                .replace("ORGANIZATION", organization("name"))
                .replace("ORG", org)
                .replace("ANN", ann)
                .replace("MASKED1", of(used, "masked"))
                .replace("MASKED2", of(odd, "masked"))
                .replace("NAME", ODD)
                .replace("DUE", moment(due().toInstant()))
                .replace("MADE", day(Instant.parse(of(used, "createdAt"))))
                .replace("LAST_USED", lastUsed)
                .replace("KEY1", URL + used.id())
                .replace("KEY2", URL + odd.id()));
  }

  @Test
  void saysTheSameInHtml() throws Exception {
    String html = text(1);
    for (HeldKey key : new HeldKey[] {used, odd}) {
      assertThat(html)
          .contains(">" + of(key, "masked") + "</code>")
          .contains("<a class=\"button\" href=\"" + URL + key.id() + "/rotate\"");
    }
    assertThat(html)
        .contains("&quot;quoted&quot; &lt;b&gt; &amp; \u202eturned \ud83d\udd11</strong></bdi>")
        .doesNotContain("<b>")
        .contains(">" + org + "/default-project/dev · " + ann + "</p>")
        .contains("Rotate by: <strong>" + moment(due().toInstant()) + ", in 14 days</strong>")
        .contains(">It works on, and is in the compliance report as overdue until it is rotated.<")
        .contains("last used " + moment(Instant.parse(of(used, "lastUsedAt"))) + " from 127.0.0.1<")
        .contains(", never used<")
        .doesNotContain("{{");
  }

  @Test
  void aSecretIsNowhere() throws Exception {
    for (String place : new String[] {raw(), text(0), text(1)}) {
      assertThat(place).doesNotContain(used.secret(), odd.secret());
    }
  }

  private static MimeMessage[] received() {
    return relay.getReceivedMessagesForDomain(ann);
  }

  private static String raw() throws Exception {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    return bytes.toString(UTF_8);
  }

  private static BodyPart part(int number) throws Exception {
    return ((MimeMultipart) mail.getContent()).getBodyPart(number);
  }

  private static String text(int number) throws Exception {
    return ((String) part(number).getContent()).replace("\r\n", "\n");
  }

  private static String of(HeldKey key, String field) {
    JsonNode value = admin.get(key.path()).expect(200).json().path(field);
    return value.isNull() ? "" : value.asText();
  }

  private static String organization(String field) {
    return admin.get("/api/v1/organizations/" + org).expect(200).json().path(field).asText();
  }

  private static String state(HeldKey key) {
    return reminder(key).path("state").asText();
  }

  private static JsonNode reminder(HeldKey key) {
    return admin
        .get(OldKeys.reminders(org) + "?key=" + key.id() + "&recipient=" + ann)
        .expect(200)
        .json()
        .path("items")
        .path(0);
  }

  private static ZonedDateTime due() {
    return Instant.parse(of(used, "rotateBy")).atZone(ZoneId.of(organization("timeZone")));
  }

  private static String moment(Instant at) {
    return written(at, "EEE d MMM uuuu, HH:mm zzz");
  }

  private static String day(Instant at) {
    return written(at, "d MMM uuuu");
  }

  private static String written(Instant at, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .format(at.atZone(ZoneId.of(organization("timeZone"))));
  }
}
