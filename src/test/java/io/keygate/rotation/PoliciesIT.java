package io.keygate.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How old keys may get, and until when each shall be rotated. */
class PoliciesIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org;
  private final String ofOrganization = path + "/rotation-policy";
  private final String ofPrd = path + "/environments/prd/rotation-policy";
  private final String ofDev = path + "/projects/default-project/environments/dev/rotation-policy";

  private Instant rotateBy(HeldKey key) {
    return Instant.parse(admin.get(key.path()).expect(200).json().path("rotateBy").asText());
  }

  private Instant createdAt(HeldKey key) {
    return Instant.parse(admin.get(key.path()).expect(200).json().path("createdAt").asText());
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  @Nested
  class Levels {
    @Test
    void aNewOrganizationStartsWith90DaysForPrdAnd180ForTheRest() {
      assertThat(admin.get(ofOrganization).expect(200).text())
          .isEqualTo(
              "{\"level\":\"organization\",\"maxAge\":\"P180D\","
                  + "\"remindBefore\":[\"P14D\",\"P7D\",\"P1D\"],\"remindOverdueEvery\":null,"
                  + "\"recipients\":{\"owner\":true,\"roles\":[],\"addresses\":[]},"
                  + "\"onOverdue\":\"remind\",\"disableAfter\":null}");
      HeldKey dev = admin.held(org, "dev");
      HeldKey prd = admin.held(org, "prd");
      assertThat(rotateBy(dev)).isEqualTo(createdAt(dev).plus(days(180)));
      assertThat(rotateBy(prd)).isEqualTo(createdAt(prd).plus(days(90)));
      assertThat(admin.get(ofPrd).json().path("level").asText()).isEqualTo("environment");
      assertThat(admin.get(ofDev).json().path("level").asText()).isEqualTo("organization");
    }

    @Test
    void theNearestCountsAndTheAnswerSaysWhich() {
      admin.put(ofDev, "{\"maxAge\":\"P30D\"}").expect(200);
      HeldKey key = admin.held(org, "dev");
      assertThat(rotateBy(key)).isEqualTo(createdAt(key).plus(days(30)));
      assertThat(admin.get(ofDev).json().path("level").asText()).isEqualTo("stream");
      admin.delete(ofDev).expect(204);
      assertThat(rotateBy(key)).isEqualTo(createdAt(key).plus(days(180)));
      admin.delete(ofOrganization).expect(204);
      assertThat(admin.get(key.path()).json().path("rotateBy").isNull()).isTrue();
      assertThat(admin.get(ofDev).json().path("level").asText()).isEqualTo("none");
      assertThat(admin.get(ofPrd).json().path("level").asText()).isEqualTo("environment");
      admin
          .delete(ofOrganization)
          .isProblem(404, "not-found", "There is no policy of its own here.");
    }

    @Test
    void ofAnEnvironmentOfOneProjectTheStreamIsThePlace() {
      admin.post(path + "/projects/default-project/environments", "{\"name\":\"qa\"}").expect(201);
      admin.get(path + "/environments/qa/rotation-policy").expect(404);
      String stream = path + "/projects/default-project/environments/qa/rotation-policy";
      admin.put(stream, "{\"maxAge\":\"P5D\"}").expect(200);
      HeldKey key = admin.held(org, "qa");
      assertThat(rotateBy(key)).isEqualTo(createdAt(key).plus(days(5)));
    }
  }

  @Nested
  class Notice {
    @Test
    void aStricterPolicyGivesAtLeastItsFirstStage() throws Exception {
      HeldKey key = OldKeys.of(keygate, admin, org, "ann@example.org");
      Instant before = Instant.now();
      admin
          .put(ofOrganization, "{\"maxAge\":\"P10D\",\"remindBefore\":[\"P9D\",\"P2D\"]}")
          .expect(200);
      Instant notice = rotateBy(key);
      assertThat(notice).isBetween(before.plus(days(9)), Instant.now().plus(days(9)));
      assertThat(key.atTheGate()).isEqualTo(200);

      // What follows changes nothing for a key that has its notice.
      admin
          .put(
              ofOrganization,
              "{\"maxAge\":\"P10D\",\"remindBefore\":[\"P9D\"],\"remindOverdueEvery\":\"P1D\"}")
          .expect(200);
      assertThat(rotateBy(key)).isEqualTo(notice);
      admin.put(ofOrganization, "{\"maxAge\":\"P3D\",\"remindBefore\":[\"P2D\"]}").expect(200);
      assertThat(rotateBy(key)).isBefore(notice).isAfter(before.plus(days(1)));
    }

    @Test
    void aLaxerPolicyCountsAtOnce() {
      HeldKey key = admin.held(org, "dev");
      admin.put(ofOrganization, "{\"maxAge\":\"P500D\"}").expect(200);
      assertThat(rotateBy(key)).isEqualTo(createdAt(key).plus(days(500)));
    }

    @Test
    void aSuccessorStartsAnew() throws Exception {
      HeldKey key = OldKeys.of(keygate, admin, org, "ann@example.org");
      JsonNode rotated = admin.post(key.path() + "/rotate", "").expect(201).json().path("key");
      assertThat(Instant.parse(rotated.path("rotateBy").asText()))
          .isEqualTo(Instant.parse(rotated.path("createdAt").asText()).plus(days(180)));
    }
  }

  @Nested
  class Changes {
    @Test
    void areGuardedByTheVersionThatWasRead() {
      String tag = admin.get(ofDev).header("ETag");
      admin.with("If-Match", tag).put(ofDev, "{\"maxAge\":\"P30D\"}").expect(200);
      admin.with("If-Match", tag).put(ofDev, "{\"maxAge\":\"P31D\"}").expect(412);
      admin.with("If-Match", tag).delete(ofDev).expect(412);
      String now = admin.get(ofDev).header("ETag");
      admin.with("If-Match", now).delete(ofDev).expect(204);
    }

    @Test
    void areInTheTrailWithWhatWasBefore() {
      admin.put(ofDev, "{\"maxAge\":\"P30D\"}").expect(200);
      admin.put(ofDev, "{\"maxAge\":\"P20D\"}").expect(200);
      admin.put(ofDev, "{\"maxAge\":\"P20D\"}").expect(200);
      JsonNode events =
          admin.get(path + "/audit?action=policy.changed&limit=2").expect(200).json().path("items");
      assertThat(events.path(0).path("target").path("path").asText())
          .isEqualTo(org + "/default-project/dev");
      assertThat(events.path(0).path("changes").path("maxAge").toString())
          .isEqualTo("{\"before\":\"P30D\",\"after\":\"P20D\"}");
      assertThat(events.path(1).path("changes").path("maxAge").path("after").asText())
          .isEqualTo("P30D");
    }

    @Test
    void thatCannotBeMeantAreRefused() {
      admin
          .put(ofDev, "{\"maxAge\":\"P0D\"}")
          .isProblem(400, "invalid-request", "maxAge: must be from P1D to P3650D");
      admin.put(ofDev, "{\"maxAge\":\"P1M\"}").expect(400);
      admin.put(ofDev, "{}").expect(400);
      admin
          .put(ofDev, "{\"maxAge\":\"P9D\",\"recipients\":{\"addresses\":[\"nobody\"]}}")
          .expect(400);
    }
  }

  @Nested
  class Snoozing {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Answer snooze(HeldKey key, Duration time) {
      return admin.post(
          key.path() + "/snooze",
          "{\"until\":\"" + now.plus(time) + "\",\"reason\":\"The vault moves\"}");
    }

    @Test
    void putsRemindersOffAndSaysWhy() {
      HeldKey key = admin.held(org, "dev");
      snooze(key, days(10)).expect(200);
      JsonNode coming =
          admin.get(OldKeys.reminders(org) + "?key=" + key.id()).json().path("items").path(0);
      assertThat(coming.path("state").asText()).isEqualTo("coming");
      assertThat(coming.path("snoozedUntil").isNull()).isFalse();
      JsonNode event = admin.get(path + "/audit?action=key.snoozed").json().path("items").path(0);
      assertThat(event.path("reason").asText()).isEqualTo("The vault moves");
      assertThat(event.path("target").path("id").asText()).isEqualTo(key.id());
      admin.delete(key.path() + "/snooze").expect(204);
      admin.delete(key.path() + "/snooze").expect(404);
    }

    @Test
    void isForTwoWeeksAtMostAndNotPastTheDueDate() {
      HeldKey key = admin.held(org, "dev");
      snooze(key, days(15)).expect(400);
      snooze(key, days(-1)).expect(400);
      admin.put(ofDev, "{\"maxAge\":\"P9D\"}").expect(200);
      HeldKey soon = admin.held(org, "dev");
      snooze(soon, days(10)).expect(400);
      snooze(soon, days(8)).expect(200);
    }

    @Test
    void isOnlyForWhatSomebodyIsRemindedOf() {
      HeldKey key = admin.held(org, "dev");
      admin.post(key.path() + "/disable", "").expect(200);
      snooze(key, days(1)).expect(409);
      admin.post(key.path() + "/revoke", "").expect(200);
      snooze(key, days(1)).expect(409);
    }
  }

  @Nested
  class Coming {
    @Test
    void theNextDueDateComesFirstAndPagesFollowEachOther() {
      for (String age : new String[] {"P50D", "P20D", "P40D"}) {
        admin.put(ofDev, "{\"maxAge\":\"" + age + "\"}").expect(200);
        admin.held(org, "dev", "{\"name\":\"" + age + "\",\"owner\":\"Ann@Example.org\"}");
        admin.put(ofDev, "{\"maxAge\":\"P900D\"}").expect(200);
      }
      admin.held(org, "prd", "{\"name\":\"first\",\"expiresIn\":\"P3D\"}");
      admin.held(org, "prd", "{\"name\":\"second\"}");
      String cursor = "";
      StringBuilder names = new StringBuilder();
      do {
        JsonNode page =
            admin
                .get(OldKeys.reminders(org) + "?limit=2&state=coming&cursor=" + cursor)
                .expect(200)
                .json();
        page.path("items").forEach(item -> names.append(item.path("name").asText()).append(' '));
        cursor = page.path("nextCursor").asText();
      } while (!cursor.isEmpty());
      assertThat(names.toString()).isEqualTo("first second P50D P20D P40D ");
      JsonNode first = admin.get(OldKeys.reminders(org) + "?limit=3").json().path("items").path(2);
      assertThat(first.path("stage").asText()).isEqualTo("-P14D");
      assertThat(first.path("recipients").toString()).isEqualTo("[\"ann@example.org\"]");
    }

    /** Two of them not long enough, that the database would know without looking closer. */
    @Test
    void whatNobodyIsToldOfAnyMoreIsLeftOut() throws Exception {
      admin.put(ofDev, "{\"maxAge\":\"P9D\",\"remindOverdueEvery\":\"P1D\"}").expect(200);
      for (int days : new int[] {8, 8, 30}) {
        overdue(admin.held(org, "stg"), days);
      }
      HeldKey over = admin.held(org, "stg");
      overdue(over, 10);
      HeldKey next = admin.held(org, "stg", "{\"name\":\"in time\"}");
      HeldKey every = admin.held(org, "dev", "{\"name\":\"every day\"}");
      overdue(every, 30);
      assertThat(names("?state=coming")).containsExactly("every day", "in time");
      assertThat(names("?state=coming&limit=1")).containsExactly("every day");
      assertThat(names("?state=coming&key=" + next.id())).containsExactly("in time");
      assertThat(names("?state=coming&key=" + every.id())).containsExactly("every day");
      assertThat(names("?state=coming&key=" + over.id())).isEmpty();
    }

    private List<String> names(String query) {
      List<String> names = new ArrayList<>();
      admin
          .get(OldKeys.reminders(org) + query)
          .expect(200)
          .json()
          .path("items")
          .forEach(item -> names.add(item.path("name").asText()));
      return names;
    }

    private void overdue(HeldKey key, int days) throws SQLException {
      try (var connection = keygate.database();
          var statement =
              connection.prepareStatement(
                  "update api_key set rotate_by = utc_timestamp(6) - interval ? hour"
                      + " where public_id = ?")) {
        statement.setInt(1, days * 24 + 2);
        statement.setString(2, key.id());
        assertThat(statement.executeUpdate()).isEqualTo(1);
      }
    }
  }
}
