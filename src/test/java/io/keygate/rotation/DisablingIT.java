package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import io.keygate.testing.Client;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy that disables: never what nobody was told of by mail, and never without notice. */
@ArquillianTest
class DisablingIT {
  private static final Instant MADE = Instant.parse("2030-01-01T12:00:00Z");

  /** Thirty days after it was made, and so many days more. */
  private static final String POLICY =
      """
      {"maxAge":"P30D","remindBefore":["P7D"],"onOverdue":"%s"%s}\
      """;

  private static final String DISABLES = POLICY.formatted("disable", ",\"disableAfter\":\"P5D\"");
  private static final String REMINDS = POLICY.formatted("remind", "");

  private final GreenMail relay = Node.relay();
  private Node node = new Node(new Client(""));
  private String org = "";
  private String key = "";

  @Deployment(name = "disabling", testable = false)
  static WebArchive war() {
    return Node.war("disabling");
  }

  private void make(URL url) {
    node = Node.at(url);
    node.at(MADE);
    org =
        node.call("/organization", "{\"name\":\"Disabling\",\"zone\":\"UTC\",\"hour\":8}")
            .path("org")
            .asText();
    node.call("/project", "{\"org\":\"%s\",\"name\":\"p\"}".formatted(org));
  }

  @AfterEach
  void forget() {
    node.call("/goodbye", "{\"org\":\"%s\"}".formatted(org));
    relay.stop();
  }

  @Test
  void nothingIsDisabledUntilADayAfterSomebodyHasHeardOfIt(
      @ArquillianResource @OperateOnDeployment("disabling") URL url) throws Exception {
    make(url);
    policy(DISABLES);
    makeKey();
    node.call("/heard-by-webhook", named());
    days("2030-01-20", "2030-03-20");
    assertThat(isActive()).as("nobody has had a mail").isTrue();
    relay.start();
    node.round("2030-03-20T12:00:00Z");
    assertThat(mails()).singleElement().asString().contains("disabled on Thu 21 Mar 2030, 12:00");
    node.round("2030-03-21T11:00:00Z");
    assertThat(isActive()).isTrue();
    node.round("2030-03-21T13:01:00Z");
    assertThat(isActive()).isFalse();
    assertThat(mails()).singleElement().asString().contains("It was not rotated in time");
  }

  @Test
  void whoEnablesItAgainHasTheNoticeAgain(
      @ArquillianResource @OperateOnDeployment("disabling") URL url) throws Exception {
    make(url);
    relay.start();
    policy(DISABLES);
    makeKey();
    node.round("2030-01-24T09:00:00Z");
    assertThat(mails()).singleElement().asString().contains("disabled on Tue 5 Feb 2030, 08:00");
    node.round("2030-01-31T09:00:00Z");
    node.round("2030-02-05T09:00:00Z");
    assertThat(isActive()).isFalse();
    assertThat(mails()).last().asString().contains("It was not rotated in time");

    node.at("2030-02-05T10:00:00Z");
    node.call("/enable", named());
    node.round("2030-02-05T10:01:00Z");
    assertThat(mails()).singleElement().asString().contains("disabled on Tue 12 Feb 2030, 10:01");
    days("2030-02-06", "2030-02-12");
    assertThat(isActive()).as("the notice is not over").isTrue();
    node.round("2030-02-12T11:00:00Z");
    assertThat(isActive()).isFalse();
    assertThat(node.call("/news", named()).asLong()).as("both are proved").isEqualTo(2);
  }

  @Test
  void aPolicyThatComesToDisableSaysSoFirst(
      @ArquillianResource @OperateOnDeployment("disabling") URL url) throws Exception {
    make(url);
    relay.start();
    policy(REMINDS);
    makeKey();
    days("2030-01-20", "2030-02-20");
    assertThat(mails()).hasSize(3).allSatisfy(mail -> assertThat(mail).doesNotContain("disabled"));
    node.at("2030-02-20T12:00:00Z");
    policy(DISABLES);
    node.round("2030-02-20T12:01:00Z");
    assertThat(mails()).singleElement().asString().contains("disabled on Wed 27 Feb 2030, 12:01");
    days("2030-02-21", "2030-02-27");
    assertThat(isActive()).isTrue();
    node.round("2030-02-27T12:30:00Z");
    assertThat(isActive()).isFalse();
  }

  @Test
  void aGraceThatBecomesShorterIsAnnounced(
      @ArquillianResource @OperateOnDeployment("disabling") URL url) throws Exception {
    make(url);
    relay.start();
    policy(POLICY.formatted("disable", ",\"disableAfter\":\"P60D\""));
    makeKey();
    days("2030-01-20", "2030-02-10");
    assertThat(mails()).last().asString().contains("disabled on Mon 1 Apr 2030, 08:00");
    node.at("2030-02-10T12:00:00Z");
    policy(DISABLES);
    node.round("2030-02-10T12:01:00Z");
    assertThat(mails()).singleElement().asString().contains("disabled on Sun 17 Feb 2030, 12:01");
    days("2030-02-11", "2030-02-17");
    assertThat(isActive()).isTrue();
    node.round("2030-02-17T12:30:00Z");
    assertThat(isActive()).isFalse();
  }

  @Test
  void aKeyThatNobodyLooksAtIsFound(@ArquillianResource @OperateOnDeployment("disabling") URL url)
      throws Exception {
    make(url);
    relay.start();
    policy(DISABLES);
    makeKey();
    node.call("/unseen", named());
    node.round("2030-01-24T09:00:00Z");
    assertThat(mails()).isEmpty();
    node.run("/sweep");
    node.round("2030-01-24T09:00:01Z");
    assertThat(mails()).hasSize(1);
  }

  private void policy(String policy) {
    node.call("/policy", "{\"org\":\"%s\",\"policy\":%s}".formatted(org, policy));
  }

  private void makeKey() {
    key =
        node.call(
                "/key",
                """
                {"org":"%s","project":"p","env":"dev",
                  "wanted":{"name":"k","owner":"owner-%s@example.org"}}\
                """
                    .formatted(org, org))
            .path("id")
            .asText();
  }

  private String named() {
    return "{\"key\":\"" + key + "\"}";
  }

  private boolean isActive() {
    return node.call("/disabled", named()).asLong() == 0;
  }

  /** A round at nine each morning, both days included. */
  private void days(String first, String last) {
    Instant end = Instant.parse(last + "T09:00:00Z");
    for (Instant day = Instant.parse(first + "T09:00:00Z");
        !day.isAfter(end);
        day = day.plus(Duration.ofDays(1))) {
      node.round(day);
    }
  }

  /** The texts of the mails to the key's owner since the last time. */
  private List<String> mails() throws Exception {
    List<String> texts = new ArrayList<>();
    for (MimeMessage mail : relay.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals("owner-" + org + "@example.org")) {
        texts.add((String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent());
      }
    }
    relay.purgeEmailFromAllMailboxes();
    return texts;
  }
}
