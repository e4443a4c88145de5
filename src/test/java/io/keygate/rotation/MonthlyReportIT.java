package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keygate.incontainer.Archives;
import io.keygate.incontainer.SettableClock;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The monthly report, on two nodes that race on one database, with a real relay and a clock that
 * the test moves.
 */
@ArquillianTest
class MonthlyReportIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANN = "ann-of-report@example.org";
  private static final String BOB = "bob-of-report@example.org";
  private static final String NOBODY = "nobody-of-report@exa_mple.org";
  private static final String CARL = "carl-of-report@example.org";
  private static final String EVE = "eve-of-report@example.org";

  @Deployment(name = "report-one", testable = false)
  static WebArchive one() {
    return node("report-one");
  }

  @Deployment(name = "report-two", testable = false)
  static WebArchive two() {
    return node("report-two");
  }

  private static WebArchive node(String name) {
    WebArchive war = Archives.keygateWith(SettableClock.class, NodeServlet.class);
    war.delete("/WEB-INF/jboss-web.xml");
    war.addAsWebInfResource(
        new StringAsset("<jboss-web><context-root>/" + name + "</context-root></jboss-web>"),
        "jboss-web.xml");
    return ShrinkWrap.create(WebArchive.class, name + ".war").merge(war);
  }

  @Test
  void eachMonthOnceToOwnersAndAuditors(
      @ArquillianResource @OperateOnDeployment("report-one") URL first,
      @ArquillianResource @OperateOnDeployment("report-two") URL second)
      throws Exception {
    var nodes = new Nodes(client(first), client(second));
    var relay =
        new GreenMail(
            new ServerSetup(
                Integer.getInteger(io.keygate.incontainer.ServerSetup.SMTP_PORT),
                "127.0.0.1",
                "smtp"));
    relay.start();
    List<String> orgs = new ArrayList<>();
    try {
      // Made long ago, and never looked at until April: nothing ran.
      nodes.at("2030-01-10T12:00:00Z");
      String berlin = nodes.organization("Berlin Report", "Europe/Berlin", 8);
      orgs.add(berlin);
      nodes.call("/owner", account(berlin, ANN));
      nodes.call("/auditor", account(berlin, BOB));
      // Jakarta Mail does not take this domain: it is refused for good.
      nodes.call("/auditor", account(berlin, NOBODY));
      String empty = nodes.organization("Empty Report", "Europe/Berlin", 8);
      orgs.add(empty);
      nodes.call("/owner", account(empty, CARL));
      Map<String, String> keys = new TreeMap<>();
      keys.put("free", nodes.key(berlin, "free", "\"key-owner@example.org\"").path("id").asText());
      keys.put("orphan", nodes.key(berlin, "orphan", "null").path("id").asText());
      JsonNode dead = nodes.key(berlin, "dead", "\"key-owner@example.org\"");
      keys.put("dead", dead.path("id").asText());
      nodes.at("2030-04-20T12:00:00Z");
      nodes.call("/revoke", "{\"key\":\"" + keys.get("dead") + "\"}");
      int answer = nodes.one().bearer(dead.path("secret").asText()).get("/v1/verify").status();
      assertThat(answer).isEqualTo(401);
      nodes.call(
          "/policy",
          "{\"org\":\""
              + berlin
              + "\",\"policy\":{\"maxAge\":\"P10D\",\"remindBefore\":[\"P1D\"]}}");

      nodes.at("2030-04-30T12:00:00Z");
      Await.until(
          "the refusal is written",
          SOON,
          () -> nodes.call("/refused", "{\"key\":\"" + keys.get("dead") + "\"}").asLong() == 1);
      nodes.round();
      assertThat(reports(relay))
          .containsOnlyKeys(ANN + " 2030-04", BOB + " 2030-04")
          .allSatisfy((who, mails) -> assertThat(mails).hasSize(1));
      String text = text(relay, ANN);
      assertThat(text)
          .contains("Berlin Report: 2 live API keys, 3 API keys to look at.")
          .contains("As of Tue 30 Apr 2030, 14:00 CEST.")
          .contains("== Overdue: 2 ==")
          .contains("== Without owner: 1 ==")
          .contains("== Unused for 90 days: 2 ==")
          .contains("== Knocking after revocation: 1 ==")
          .contains("Revoked 20 Apr 2030, refused last 20 Apr 2030")
          .contains("/organizations/" + berlin + "/compliance")
          .doesNotContain("Without expiry or policy");
      assertThat(part(relay, BOB, 1))
          .contains("prefers-color-scheme: dark")
          .contains(">orphan</strong>")
          .contains("/organizations/" + berlin + "/compliance\"")
          .doesNotContain("{{");

      assertThat(nodes.told(berlin, "compliance.reported")).isEqualTo(2);
      assertThat(nodes.told(berlin, "compliance.report-given-up")).isEqualTo(1);

      // The next one is due at eight in Berlin, and not before.
      nodes.at("2030-05-01T05:59:59Z");
      nodes.round();
      assertThat(reports(relay)).hasSize(2);
      nodes.at("2030-05-01T06:00:00Z");
      nodes.round();
      nodes.at("2030-05-02T06:00:00Z");
      nodes.round();
      assertThat(reports(relay))
          .hasSize(4)
          .containsKeys(ANN + " 2030-05", BOB + " 2030-05")
          .allSatisfy((who, mails) -> assertThat(mails).hasSize(1));

      // What comes to be within the month is told of in the next one.
      String late = nodes.organization("Late Report", "UTC", 0);
      orgs.add(late);
      nodes.call("/owner", account(late, EVE));
      nodes.key(late, "new", "null");
      nodes.key(empty, "new", "null");
      nodes.at("2030-05-20T06:00:00Z");
      nodes.round();
      assertThat(reports(relay)).hasSize(4);

      // The relay is away; the report waits, and says how it was.
      nodes.at("2030-06-01T06:00:00Z");
      relay.purgeEmailFromAllMailboxes();
      relay.stop();
      nodes.round();
      nodes.call("/revoke", "{\"key\":\"" + keys.get("free") + "\"}");
      nodes.at("2030-06-03T06:00:00Z");
      relay.start();
      nodes.round();
      nodes.round();
      assertThat(reports(relay))
          .containsOnlyKeys(ANN + " 2030-06", BOB + " 2030-06", CARL + " 2030-06", EVE + " 2030-06")
          .allSatisfy((who, mails) -> assertThat(mails).hasSize(1));
      assertThat(text(relay, BOB))
          .contains("Berlin Report: 2 live API keys")
          .contains("As of Sat 1 Jun 2030, 08:00 CEST.");

      assertThat(nodes.told(berlin, "compliance.reported")).isEqualTo(6);
      assertThat(nodes.told(berlin, "compliance.report-given-up")).isEqualTo(3);

      // Five months of silence: one report, of the present month.
      nodes.at("2030-11-15T06:00:00Z");
      relay.purgeEmailFromAllMailboxes();
      nodes.round();
      nodes.round();
      assertThat(reports(relay))
          .containsOnlyKeys(ANN + " 2030-11", BOB + " 2030-11", CARL + " 2030-11", EVE + " 2030-11")
          .allSatisfy((who, mails) -> assertThat(mails).hasSize(1));
    } finally {
      // NB: other tests share the database, and count mails.
      for (String org : orgs) {
        nodes.call("/goodbye", "{\"org\":\"" + org + "\"}");
      }
      nodes.close();
      relay.stop();
    }
  }

  private static Client client(URL url) {
    return new Client(url.toString().replaceAll("/$", ""));
  }

  private static String account(String org, String email) {
    return "{\"org\":\"%s\",\"account\":{\"username\":\"%s\",\"name\":\"x\",\"email\":\"%s\"}}"
        .formatted(org, email.replaceAll("@.*", ""), email);
  }

  /** Recipient and month to the mails, of the people of this test. */
  private static Map<String, List<MimeMessage>> reports(GreenMail relay) throws Exception {
    Map<String, List<MimeMessage>> reports = new TreeMap<>();
    for (MimeMessage message : relay.getReceivedMessages()) {
      String recipient = message.getAllRecipients()[0].toString();
      String subject = message.getSubject();
      if (recipient.contains("-of-report@") && subject.contains(": compliance of ")) {
        String month = subject.replaceAll(".*(\\d{4}-\\d{2}): compliance.*", "$1");
        reports.computeIfAbsent(recipient + " " + month, w -> new ArrayList<>()).add(message);
      }
    }
    return reports;
  }

  private static String text(GreenMail relay, String recipient) throws Exception {
    return part(relay, recipient, 0);
  }

  private static String part(GreenMail relay, String recipient, int number) throws Exception {
    for (var report : reports(relay).entrySet()) {
      if (report.getKey().startsWith(recipient)) {
        var content = (MimeMultipart) report.getValue().get(0).getContent();
        return ((String) content.getBodyPart(number).getContent()).replace("\r\n", "\n");
      }
    }
    throw new AssertionError("no report for " + recipient);
  }

  /** The two nodes; what is not a race is done by the first. */
  private record Nodes(Client one, Client two, ExecutorService pool) implements AutoCloseable {
    Nodes(Client one, Client two) {
      this(one, two, Executors.newFixedThreadPool(2));
    }

    void at(String instant) {
      for (Client node : List.of(one, two)) {
        node.post("/node/clock?at=" + Instant.parse(instant), "{}").expect(200);
      }
    }

    JsonNode call(String what, String json) {
      return one.post("/node" + what, json).expect(200).json();
    }

    String organization(String name, String zone, int hour) {
      return call(
              "/organization",
              "{\"name\":\"%s\",\"zone\":\"%s\",\"hour\":%d}".formatted(name, zone, hour))
          .path("org")
          .asText();
    }

    JsonNode key(String org, String name, String owner) {
      return call(
          "/key",
          "{\"org\":\"%s\",\"project\":\"default-project\",\"env\":\"dev\",\"wanted\":{\"name\":\"%s\",\"owner\":%s}}"
              .formatted(org, name, owner));
    }

    /** How many events of an action the organization's trail has. */
    long told(String org, String action) {
      return call("/told", "{\"org\":\"%s\",\"action\":\"%s\"}".formatted(org, action)).asLong();
    }

    /** Both at once: find, and then deliver. */
    void round() throws Exception {
      for (String what : List.of("/find", "/deliver")) {
        List<Future<?>> both = new ArrayList<>();
        for (Client node : List.of(one, two)) {
          Callable<?> call = () -> node.post("/node" + what, "{}").expect(200);
          both.add(pool.submit(call));
        }
        for (Future<?> each : both) {
          each.get();
        }
      }
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }
}
