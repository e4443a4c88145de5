package io.keygate.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prompts go to webhooks, as a real server sends them to a real one; there is no mail relay. */
class WebhooksIT {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static RunningKeygate keygate;
  private static Client admin;

  @BeforeAll
  static void start() {
    keygate =
        RunningKeygate.start(
            RunningKeygate.freshHome(), Map.of("KEYGATE_WEBHOOK_ALLOW_LOCAL", "true"));
    admin = keygate.client().admin();
  }

  @AfterAll
  static void stop() {
    keygate.close();
  }

  @Test
  void anEventIsSignedAndTellsOfTheKey() throws Exception {
    String org = admin.newOrganization();
    try (var hook = new Hook()) {
      JsonNode created = newHook(org, hook.url());
      String id = created.path("webhook").path("id").asText();
      assertThat(id).matches("whk_[0-9A-Za-z]{22}");
      HeldKey key = overdue(org);
      Await.until("the event is there", LIMIT, () -> !hook.calls().isEmpty());
      Hook.Call call = hook.calls().get(0);
      assertThat(call.header("Content-Type")).isEqualTo("application/cloudevents+json");
      assertThat(call.header("webhook-signature"))
          .isEqualTo(signature(created.path("secret").asText(), call));
      assertThat(Long.parseLong(String.valueOf(call.header("webhook-timestamp"))))
          .isCloseTo(Instant.now().getEpochSecond(), Offset.offset(120L));
      JsonNode event = new ObjectMapper().readTree(call.body());
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("id").asText()).isEqualTo(call.header("webhook-id"));
      assertThat(event.path("source").asText()).endsWith("/organizations/" + org);
      assertThat(event.path("type").asText()).startsWith("io.keygate.key.rotation-");
      assertThat(event.path("subject").asText()).isEqualTo(key.id());
      assertThat(event.path("data").path("organization").asText()).isEqualTo(org);
      assertThat(event.path("data").path("environment").asText()).isEqualTo("dev");
      assertThat(call.body()).doesNotContain(key.secret());
      Await.until("it is accepted", LIMIT, () -> isIn(org, id, "accepted"));
      JsonNode reminder = reminders(org, id).path(0);
      assertThat(reminder.path("channel").asText()).isEqualTo("webhook");
      assertThat(reminder.path("answer").asText()).isEqualTo("204 No Content");
      assertThat(reminder.path("delivery").asText()).isEqualTo(call.header("webhook-id"));
      assertThat(admin.get("/api/v1/organizations/" + org + "/audit").text())
          .contains("webhook.created", "reminder.accepted")
          .doesNotContain("/hook")
          .doesNotContain("whsec_");
    }
  }

  @Test
  void whatWasNotTakenComesAgainUnderTheSameId() throws Exception {
    String org = admin.newOrganization();
    try (var hook = new Hook(500, 302)) {
      String id = newHook(org, hook.url()).path("webhook").path("id").asText();
      overdue(org);
      Await.until("the first attempt is noted", LIMIT, () -> log(org, id).size() == 1);
      hurry(id);
      Await.until("the second attempt is noted", LIMIT, () -> log(org, id).size() == 2);
      hurry(id);
      Await.until("it is accepted", LIMIT, () -> isIn(org, id, "accepted"));
      assertThat(hook.calls()).hasSize(3);
      assertThat(hook.calls()).extracting(Hook.Call::path).containsOnly("/hook");
      assertThat(hook.calls()).extracting(call -> call.header("webhook-id")).doesNotContainNull();
      assertThat(hook.calls().stream().map(call -> call.header("webhook-id")).distinct())
          .hasSize(1);
      JsonNode log = log(org, id);
      assertThat(log.path(0).path("answer").asText()).isEqualTo("500 Internal Server Error");
      assertThat(log.path(0).path("outcome").asText()).isEqualTo("deferred");
      assertThat(log.path(1).path("answer").asText()).startsWith("302 ");
      assertThat(admin.get("/api/v1/organizations/" + org + "/reminders").text())
          .doesNotContain("nobody may keep");
    }
  }

  @Test
  void aDeletedOneGetsNothingMoreAndWhatWaitsIsCancelled() throws Exception {
    String org = admin.newOrganization();
    try (var hook = new Hook(500)) {
      String id = newHook(org, hook.url()).path("webhook").path("id").asText();
      overdue(org);
      Await.until("the first attempt is noted", LIMIT, () -> log(org, id).size() == 1);
      admin.delete(path(org) + "/" + id).expect(204);
      assertThat(isIn(org, id, "cancelled")).isTrue();
      assertThat(reminders(org, id).path(0).path("endedWhy").asText())
          .isEqualTo("the webhook was deleted");
      assertThat(admin.get(path(org)).expect(200).json().path("items")).isEmpty();
      admin
          .delete(path(org) + "/" + id)
          .isProblem(404, "not-found", "There is no webhook with this id.");
      assertThat(hook.calls()).hasSize(1);
    }
  }

  @Test
  void oneThatIsDeadHoldsUpNoOther() throws Exception {
    String org = admin.newOrganization();
    try (var hook = new Hook()) {
      String dead = "http://127.0.0.1:" + RunningKeygate.freePort() + "/";
      String deadId = newHook(org, dead).path("webhook").path("id").asText();
      String id = newHook(org, hook.url()).path("webhook").path("id").asText();
      overdue(org);
      Await.until("the other has it", LIMIT, () -> isIn(org, id, "accepted"));
      Await.until("the dead one waits", LIMIT, () -> log(org, deadId).size() > 0);
      assertThat(log(org, deadId).path(0).path("answer").asText()).startsWith("no connection: ");
    }
  }

  /** It takes the connection and never says a word. */
  @Test
  void oneThatIsSilentHoldsUpNoOther() throws Exception {
    String org = admin.newOrganization();
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var hook = new Hook()) {
      silent.setSoTimeout((int) LIMIT.toMillis());
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      String silentId = newHook(org, url).path("webhook").path("id").asText();
      newHook(org, hook.url());
      overdue(org);
      try (var call = silent.accept()) {
        Await.until("the other has it", LIMIT, () -> !hook.calls().isEmpty());
        // NB: it comes after the silent one in every round; its attempt must be going on still.
        assertThat(log(org, silentId)).isEmpty();
        assertThat(call.isConnected()).isTrue();
        Await.until("the silent one waits", LIMIT, () -> log(org, silentId).size() > 0);
      }
      assertThat(log(org, silentId).path(0).path("answer").asText())
          .isEqualTo("no answer within 10 seconds");
    }
  }

  @Test
  void oneIsReadWithoutItsSecret() {
    String org = admin.newOrganization();
    Answer created = admin.post(path(org), "{\"url\":\"http://127.0.0.1:1/\"}").expect(201);
    JsonNode webhook = created.json().path("webhook");
    String one = URI.create(String.valueOf(created.header("Location"))).getPath();
    assertThat(one).isEqualTo(path(org) + "/" + webhook.path("id").asText());
    assertThat(admin.get(one).expect(200).json()).isEqualTo(webhook);
    String elsewhere = path(admin.newOrganization()) + "/" + webhook.path("id").asText();
    admin.get(elsewhere).isProblem(404, "not-found", "There is no webhook with this id.");
    admin.delete(one).expect(204);
    admin.get(one).isProblem(404, "not-found", "There is no webhook with this id.");
  }

  @Test
  void theSecretIsShownOnce() {
    String org = admin.newOrganization();
    Client careful = admin.with("Idempotency-Key", "hook-" + org);
    String body = "{\"url\":\"http://127.0.0.1:1/\"}";
    Answer first = careful.post(path(org), body).expect(201);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(first.json().path("secret").asText()).matches("whsec_[0-9A-Za-z+/]{43}=");
    JsonNode again = careful.post(path(org), body).expect(201).json();
    assertThat(again.path("secret").isNull()).isTrue();
    assertThat(again.path("webhook")).isEqualTo(first.json().path("webhook"));
    assertThat(admin.get(path(org)).expect(200).json().path("items")).hasSize(1);
  }

  @Test
  void anOrganizationHasTenAtMost() {
    String org = admin.newOrganization();
    for (int i = 0; i < 10; i++) {
      newHook(org, "http://127.0.0.1:1/" + i);
    }
    admin
        .post(path(org), "{\"url\":\"http://127.0.0.1:1/\"}")
        .isProblem(
            409,
            "webhook-limit-reached",
            "An organization may have 10 webhooks; delete one first.");
  }

  @Test
  void thisMachineIsRefusedWhereNobodyHasAllowedIt() {
    Client other = RunningKeygate.shared().client().admin();
    String org = other.newOrganization();
    for (String host : new String[] {"127.0.0.1", "localhost", "[::1]", "169.254.169.254"}) {
      Answer answer = other.post(path(org), "{\"url\":\"http://" + host + ":8080/\"}").expect(400);
      assertThat(answer.json().path("violations").path(0).path("field").asText()).isEqualTo("url");
    }
  }

  private static String path(String org) {
    return "/api/v1/organizations/" + org + "/webhooks";
  }

  private static JsonNode newHook(String org, String url) {
    return admin.post(path(org), "{\"url\":\"" + url + "\"}").expect(201).json();
  }

  private static JsonNode reminders(String org, String recipient) {
    return admin
        .get("/api/v1/organizations/" + org + "/reminders?recipient=" + recipient)
        .expect(200)
        .json()
        .path("items");
  }

  private static boolean isIn(String org, String recipient, String state) {
    return reminders(org, recipient).path(0).path("state").asText().equals(state);
  }

  private static JsonNode log(String org, String recipient) {
    return reminders(org, recipient).path(0).path("log");
  }

  /** A key that should have been rotated long ago, in an organization whose hour has come. */
  private static HeldKey overdue(String org) throws SQLException {
    admin.patch("/api/v1/organizations/" + org, "{\"reminderHour\":0}").expect(200);
    HeldKey key = admin.held(org, "dev");
    update(
        "update api_key set created_at = created_at - interval 400 day where public_id = ?",
        key.id());
    admin
        .put("/api/v1/organizations/" + org + "/rotation-policy", "{\"maxAge\":\"P100D\"}")
        .expect(200);
    return key;
  }

  /** The next attempt is now. */
  private static void hurry(String webhook) throws SQLException {
    update(
        "update delivery set next_attempt_at = created_at where state = 'QUEUED' and recipient = ?",
        webhook);
  }

  private static void update(String sql, String value) throws SQLException {
    try (var connection = keygate.database();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }

  /** As src/docs/rotation-channels.md tells receivers to do it. */
  private static String signature(String secret, Hook.Call call) throws Exception {
    byte[] bytes = Base64.getDecoder().decode(secret.replace("whsec_", ""));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
    String signed =
        call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + call.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
