package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reminders and a relay on its bad days: what is said of them is what happened. */
class RelayIT {
  private static final Pattern KEY = Pattern.compile("key_[0-9A-Za-z]{22}");
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static TestRelay relay;
  private static RunningKeygate keygate;
  private static Client admin;

  @BeforeAll
  static void start() {
    int port = RunningKeygate.freePort();
    relay = new TestRelay(port).start();
    keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(),
            Map.of(
                "KEYGATE_SMTP_HOST", "127.0.0.1",
                "KEYGATE_SMTP_PORT", Integer.toString(port),
                "KEYGATE_MAIL_FROM", "keygate@example.org"));
    admin = keygate.client().admin();
  }

  @AfterAll
  static void stop() {
    keygate.close();
    relay.close();
  }

  @Test
  void oneThatIsRefusedGoesToTheOwnersAndHoldsNobodyUp() throws Exception {
    String org = OldKeys.organization(admin);
    String boss = "boss-" + org + "@example.org";
    owner(org, boss);
    HeldKey refused = OldKeys.of(keygate, admin, org, "refused-" + org + "@example.org");
    OldKeys.of(keygate, admin, org, "later-" + org + "@example.org");
    OldKeys.of(keygate, admin, org, "ann-" + org + "@example.org");
    OldKeys.bind(admin, org);

    Await.until("the boss is told", LIMIT, () -> !relay.to(boss).isEmpty());
    assertThat(relay.to("ann-" + org + "@example.org")).hasSize(1);
    assertThat(body(relay.to(boss).get(0))).contains(refused.id());
    Await.until("the boss is known to be told", LIMIT, () -> state(org, boss).equals("accepted"));

    JsonNode givenUp = reminder(org, "refused-" + org + "@example.org");
    assertThat(givenUp.path("state").asText()).isEqualTo("given-up");
    assertThat(givenUp.path("attempts").asInt()).isEqualTo(1);
    assertThat(givenUp.path("lastError").asText()).isEqualTo("550 5.1.1 No such user here");
    assertThat(givenUp.path("acceptedAt").isNull()).isTrue();
    assertThat(givenUp.path("log").path(0).path("outcome").asText()).isEqualTo("given-up");

    JsonNode waiting = reminder(org, "later-" + org + "@example.org");
    assertThat(waiting.path("state").asText()).isEqualTo("queued");
    assertThat(waiting.path("lastError").asText()).isEqualTo("451 4.7.1 Try again later");
    relay.putsOff = false;
    hurry();
    Await.until(
        "the one that was put off is taken",
        LIMIT,
        () -> state(org, "later-" + org + "@example.org").equals("accepted"));
    JsonNode taken = reminder(org, "later-" + org + "@example.org");
    assertThat(taken.path("attempts").asInt()).isGreaterThan(1);
    assertThat(taken.path("answer").asText()).startsWith("250 2.0.0 Ok: queued as T");
    assertThat(relay.to("later-" + org + "@example.org")).hasSize(1);

    String trail = admin.get("/api/v1/organizations/" + org + "/audit?limit=200").text();
    assertThat(trail)
        .contains("\"action\":\"reminder.given-up\"")
        .contains("\"action\":\"reminder.accepted\"")
        .doesNotContain(refused.secret());
  }

  @Test
  void whileTheRelayIsAwayEverythingWaitsAndSaysSo() throws Exception {
    String org = OldKeys.organization(admin);
    String ann = "ann-" + org + "@example.org";
    OldKeys.of(keygate, admin, org, ann);
    HeldKey rotated = OldKeys.of(keygate, admin, org, "bob-" + org + "@example.org");
    relay.close();
    OldKeys.bind(admin, org);
    Await.until(
        "it was tried",
        LIMIT,
        () -> reminder(org, ann).path("lastError").asText().startsWith("relay: "));
    assertThat(state(org, ann)).isEqualTo("queued");
    admin.post(rotated.path() + "/rotate", "").expect(201);
    assertThat(state(org, "bob-" + org + "@example.org")).isEqualTo("cancelled");
    relay.start();
    hurry();
    Await.until("it is taken", LIMIT, () -> state(org, ann).equals("accepted"));
    assertThat(relay.to(ann)).hasSize(1);
    assertThat(relay.to("bob-" + org + "@example.org")).isEmpty();
  }

  @Test
  void whatIsWrongWithOneMailOrWithUsIsNotTakenForARefusal() throws Exception {
    String org = OldKeys.organization(admin);
    String denied = "denied-" + org + "@example.org";
    String breaks = "breaks-" + org + "@example.org";
    String ann = "ann-" + org + "@example.org";
    OldKeys.of(keygate, admin, org, breaks);
    OldKeys.of(keygate, admin, org, denied);
    OldKeys.of(keygate, admin, org, ann);
    OldKeys.bind(admin, org);
    Await.until("the others get theirs", LIMIT, () -> state(org, ann).equals("accepted"));
    Await.until("it was denied", LIMIT, () -> reminder(org, denied).path("attempts").asInt() > 0);
    Await.until("it broke", LIMIT, () -> reminder(org, breaks).path("attempts").asInt() > 0);
    assertThat(reminder(org, denied).path("state").asText()).isEqualTo("queued");
    assertThat(reminder(org, denied).path("lastError").asText()).startsWith("554 5.7.1 ");
    assertThat(reminder(org, breaks).path("state").asText()).isEqualTo("queued");
    assertThat(reminder(org, breaks).path("lastError").asText()).startsWith("421 4.3.0 ");
    relay.isOdd = false;
    hurry();
    Await.until("it is taken", LIMIT, () -> state(org, denied).equals("accepted"));
    Await.until("it is taken", LIMIT, () -> state(org, breaks).equals("accepted"));
    assertThat(relay.to(breaks)).hasSize(1);
  }

  @Test
  void aRelayThatDoesNotKnowUsMakesAllWait() throws Exception {
    String org = OldKeys.organization(admin);
    String ann = "ann-" + org + "@example.org";
    OldKeys.of(keygate, admin, org, ann);
    relay.knowsUs = false;
    OldKeys.bind(admin, org);
    Await.until(
        "it was tried",
        LIMIT,
        () -> reminder(org, ann).path("lastError").asText().startsWith("relay: 530 5.7.57 "));
    assertThat(state(org, ann)).isEqualTo("queued");
    relay.knowsUs = true;
    hurry();
    Await.until("it is taken", LIMIT, () -> state(org, ann).equals("accepted"));
    assertThat(reminder(org, ann).path("log")).hasSize(2);
  }

  @Test
  void ofVeryManyKeysTheMailsAreSeveralAndEachKeyIsInOne() throws Exception {
    String org = OldKeys.organization(admin);
    String ann = "ann-" + org + "@example.org";
    HeldKey key = OldKeys.of(keygate, admin, org, ann);
    OldKeys.copies(keygate, key, 1_100);
    OldKeys.bind(admin, org);
    Await.until("all are told", LIMIT, () -> relay.to(ann).size() == 3);
    Set<String> told = new TreeSet<>();
    for (TestRelay.Received mail : relay.to(ann)) {
      List<String> keys = KEY.matcher(body(mail)).results().map(MatchResult::group).toList();
      assertThat(keys).hasSizeBetween(101, 500);
      told.addAll(keys);
    }
    assertThat(told).hasSize(1_101).contains(key.id());
  }

  /** The README says: at most one doubled mail, under the same Message-ID. */
  @Test
  void killedBetweenTheRelaysWordAndTheMarkTheSameMailGoesOutOnceMore() throws Exception {
    String org = OldKeys.organization(admin);
    String ann = "killed-" + org + "@example.org";
    OldKeys.of(keygate, admin, org, ann);
    var taken = new CountDownLatch(1);
    relay.taken =
        recipient -> {
          if (recipient.equals(ann) && taken.getCount() > 0) {
            // From here on nothing can be marked.
            signal("STOP", keygate.databaseProcess().pid());
            taken.countDown();
          }
        };
    OldKeys.bind(admin, org);
    assertThat(taken.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    long database = keygate.databaseProcess().pid();
    keygate.server().destroyForcibly();
    signal("CONT", database);
    keygate.awaitEnd();
    keygate.startAgain();
    admin = keygate.client().admin();
    Await.until("it is marked", LIMIT, () -> state(org, ann).equals("accepted"));
    List<TestRelay.Received> mails = relay.to(ann);
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).header("Message-ID")).isEqualTo(mails.get(1).header("Message-ID"));
    assertThat(reminder(org, ann).path("attempts").asInt()).isEqualTo(2);
  }

  /** What waits for its next attempt is due now. */
  private static void hurry() throws SQLException {
    try (var connection = keygate.database();
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "update delivery set next_attempt_at = utc_timestamp(6) where state = 'QUEUED'");
    }
  }

  private static void owner(String org, String address) {
    String username = Accounts.newName();
    Accounts.create(admin, username, ",\"email\":\"" + address + "\"");
    admin.put(Accounts.memberPath(org, username), "{\"role\":\"owner\"}").expect(200);
  }

  private static JsonNode reminder(String org, String recipient) {
    return admin
        .get(OldKeys.reminders(org) + "?recipient=" + recipient)
        .expect(200)
        .json()
        .path("items")
        .path(0);
  }

  private static String state(String org, String recipient) {
    return reminder(org, recipient).path("state").asText();
  }

  private static String body(TestRelay.Received mail) throws Exception {
    var parts = (MimeMultipart) mail.message().getContent();
    return (String) parts.getBodyPart(0).getContent();
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(pid));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
