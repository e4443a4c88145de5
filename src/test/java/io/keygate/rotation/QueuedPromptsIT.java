package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of prompts that wait because there is no relay. */
class QueuedPromptsIT {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static final String ENDED = "the key does not have to be rotated any more";

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = OldKeys.organization(admin);
  private final String path = "/api/v1/organizations/" + org;
  private final String ann = "ann@" + org + ".example";
  private final String bob = "bob@" + org + ".example";

  private HeldKey old() throws SQLException {
    return OldKeys.of(keygate, admin, org, ann);
  }

  private HeldKey old(String project, String env) throws SQLException {
    String keys = path + "/projects/" + project + "/environments/" + env + "/keys";
    return OldKeys.at(keygate, admin, keys, ann);
  }

  /** What was made of a key, the newest first. */
  private List<JsonNode> made(HeldKey key) {
    JsonNode items =
        admin.get(OldKeys.reminders(org) + "?key=" + key.id()).expect(200).json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(item -> !item.path("state").asText().equals("coming"))
        .toList();
  }

  private void awaitQueued(HeldKey... keys) {
    OldKeys.bind(admin, org);
    for (HeldKey key : keys) {
      Await.until("it is queued", LIMIT, () -> !made(key).isEmpty());
      isQueued(key);
    }
  }

  private void isQueued(HeldKey key) {
    assertThat(made(key)).singleElement().satisfies(prompt -> isQueuedFor(prompt, ann));
  }

  private static void isQueuedFor(JsonNode prompt, String recipient) {
    assertThat(prompt.path("state").asText()).isEqualTo("queued");
    assertThat(prompt.path("stage").asText()).isEqualTo("-P14D");
    assertThat(prompt.path("channel").asText()).isEqualTo("mail");
    assertThat(prompt.path("recipient").asText()).isEqualTo(recipient);
    assertThat(prompt.path("attempts").asInt()).isZero();
    assertThat(prompt.path("endedWhy").isNull()).isTrue();
    assertThat(prompt.path("acceptedAt").isNull()).isTrue();
  }

  private void isCancelled(HeldKey key) {
    assertThat(made(key)).singleElement().satisfies(prompt -> isCancelled(prompt, ENDED));
  }

  private static void isCancelled(JsonNode prompt, String why) {
    assertThat(prompt.path("state").asText()).isEqualTo("cancelled");
    assertThat(prompt.path("endedWhy").asText()).isEqualTo(why);
    assertThat(prompt.path("acceptedAt").isNull()).isTrue();
  }

  @Nested
  class Cancelling {
    @Test
    void isWhatTheEndOfAKeyDoesAtOnce() throws Exception {
      HeldKey rotated = old();
      HeldKey revoked = old();
      HeldKey disabled = old();
      HeldKey stays = old();
      awaitQueued(rotated, revoked, disabled, stays);

      admin.post(rotated.path() + "/rotate", "").expect(201);
      isCancelled(rotated);
      admin.post(revoked.path() + "/revoke", "").expect(200);
      isCancelled(revoked);
      admin.post(disabled.path() + "/disable", "").expect(200);
      isCancelled(disabled);
      isQueued(stays);

      admin.post(disabled.path() + "/enable", "").expect(200);
      Await.until("it waits again", LIMIT, () -> state(disabled).equals("queued"));
      isQueued(disabled);
      isCancelled(rotated);
      isCancelled(revoked);
    }

    @Test
    void isWhatDeletingTheirPlaceDoes() throws Exception {
      String project = path + "/projects/default-project";
      admin.post(project + "/environments", "{\"name\":\"qa\"}").expect(201);
      admin.post(path + "/environments", "{\"name\":\"eu\"}").expect(201);
      admin.post(path + "/projects", "{\"name\":\"Shop\"}").expect(201);
      HeldKey ofOneProject = old("default-project", "qa");
      HeldKey ofAllProjects = old("default-project", "eu");
      HeldKey ofShop = old("shop", "dev");
      HeldKey ofOrganization = old();
      awaitQueued(ofOneProject, ofAllProjects, ofShop, ofOrganization);

      admin.delete(project + "/environments/qa?confirm=qa").expect(204);
      isCancelled(ofOneProject);
      isQueued(ofAllProjects);
      admin.delete(path + "/environments/eu?confirm=eu").expect(204);
      isCancelled(ofAllProjects);
      isQueued(ofShop);
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      isCancelled(ofShop);
      isQueued(ofOrganization);
      admin.delete(path + "?confirm=" + org).expect(204);
      // Its reminders cannot be asked for any more.
      assertThat(stored(ofOrganization)).containsExactly("CANCELLED: " + ENDED);
    }

    private List<String> stored(HeldKey key) throws SQLException {
      try (var connection = keygate.database();
          var statement =
              connection.prepareStatement(
                  """
                  select group_concat(r.state, ': ', r.ended_why) from reminder r
                    join api_key k on k.id = r.api_key_id where k.public_id = ?\
                  """)) {
        statement.setString(1, key.id());
        try (var row = statement.executeQuery()) {
          assertThat(row.next()).isTrue();
          return List.of(row.getString(1));
        }
      }
    }

    @Test
    void isForAFormerOwnerAndTheNewOneIsTold() throws Exception {
      HeldKey key = old();
      awaitQueued(key);
      admin.patch(key.path(), "{\"owner\":\"" + bob + "\"}").expect(200);
      Await.until("the new one is queued", LIMIT, () -> made(key).size() == 2);
      isQueuedFor(made(key).get(0), bob);
      isCancelled(made(key).get(1), "others are told now");
      assertThat(made(key).get(1).path("recipient").asText()).isEqualTo(ann);

      admin.patch(key.path(), "{\"owner\":\"" + ann + "\"}").expect(200);
      Await.until("the former one again", LIMIT, () -> state(key, 1).equals("queued"));
      isQueuedFor(made(key).get(1), ann);
      isCancelled(made(key).get(0), "others are told now");
    }

    private String state(HeldKey key) {
      return state(key, 0);
    }

    private String state(HeldKey key, int number) {
      return made(key).get(number).path("state").asText();
    }
  }

  @Nested
  class Snoozing {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Answer snooze(HeldKey key, Duration time, String reason) {
      return admin.post(
          key.path() + "/snooze",
          "{\"until\":\"" + now.plus(time) + "\",\"reason\":\"" + reason + "\"}");
    }

    private JsonNode event(String action) {
      return admin.get(path + "/audit?action=" + action).expect(200).json().path("items").path(0);
    }

    @Test
    void holdsWhatIsQueuedUntilSomebodyEndsIt() throws Exception {
      HeldKey key = old();
      HeldKey other = old();
      awaitQueued(key, other);
      Instant until = now.plus(Duration.ofDays(10));

      JsonNode answer = snooze(key, Duration.ofDays(10), "The vault moves").expect(200).json();
      assertThat(answer.path("key").asText()).isEqualTo(key.id());
      assertThat(answer.path("snoozedUntil").asText()).isEqualTo(until.toString());
      assertThat(answer.path("snoozedBy").asText()).isEqualTo("admin");
      assertThat(answer.path("reason").asText()).isEqualTo("The vault moves");
      isQueued(key);
      assertThat(made(key).get(0).path("snoozedUntil").asText()).isEqualTo(until.toString());
      assertThat(made(other).get(0).path("snoozedUntil").isNull()).isTrue();
      assertThat(event("key.snoozed").path("reason").asText()).isEqualTo("The vault moves");
      assertThat(event("key.snoozed").path("target").path("id").asText()).isEqualTo(key.id());
      assertThat(event("key.snoozed").path("actor").path("name").asText()).isEqualTo("admin");

      admin.delete(key.path() + "/snooze").expect(204);
      isQueued(key);
      assertThat(made(key).get(0).path("snoozedUntil").isNull()).isTrue();
      assertThat(event("key.snooze-ended").path("target").path("id").asText()).isEqualTo(key.id());
      admin
          .delete(key.path() + "/snooze")
          .isProblem(404, "not-found", "The reminders of this key are not put off.");
    }

    @Nested
    class IsRefused {
      private HeldKey key;

      @BeforeEach
      void due() {
        admin.put(OldKeys.policy(org), "{\"maxAge\":\"P20D\"}").expect(200);
        key = admin.held(org, "dev");
      }

      @Test
      void beyondTwoWeeks() {
        snooze(key, Duration.ofDays(14).plusMinutes(5), "why")
            .isProblem(400, "invalid-request", "until: must be within the next 14 days");
        snooze(key, Duration.ofDays(14).minusMinutes(5), "why").expect(200);
      }

      @Test
      void inThePast() {
        snooze(key, Duration.ofSeconds(-1), "why")
            .isProblem(400, "invalid-request", "until: must be within the next 14 days");
      }

      @Test
      void beyondTheDueDate() {
        admin.put(OldKeys.policy(org), "{\"maxAge\":\"P9D\",\"remindBefore\":[]}").expect(200);
        HeldKey soon = admin.held(org, "dev");
        String due = admin.get(soon.path()).json().path("rotateBy").asText();
        snooze(soon, Duration.ofDays(9).plusMinutes(5), "why")
            .isProblem(400, "invalid-request", "until: must not be after the key is due, " + due);
        snooze(soon, Duration.ofDays(9).minusMinutes(5), "why").expect(200);
      }

      @Test
      void ofOneThatIsOverdue() throws Exception {
        OldKeys.makeOverdue(keygate, key);
        snooze(key, Duration.ofDays(1), "why")
            .isProblem(409, "key-state", "The key is overdue; its reminders cannot be put off.");
      }

      @Test
      void withoutAReason() {
        snooze(key, Duration.ofDays(1), " ")
            .isProblem(400, "invalid-request", "reason: must not be blank");
        admin
            .post(key.path() + "/snooze", "{\"until\":\"" + now.plus(Duration.ofDays(1)) + "\"}")
            .isProblem(400, "invalid-request", "reason: must not be blank");
        assertThat(event("key.snoozed").isMissingNode()).isTrue();
      }
    }
  }
}
