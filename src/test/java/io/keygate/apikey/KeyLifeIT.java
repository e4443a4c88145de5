package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done with a key between its generation and its end. */
class KeyLifeIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();

  private JsonNode read(HeldKey key) {
    return admin.get(key.path()).expect(200).json();
  }

  @Nested
  class Change {
    private final HeldKey key =
        admin.held(org, "dev", "{\"name\":\"k\",\"note\":\"n\",\"owner\":\"ann@example.org\"}");

    @Test
    void changesWhatIsGivenAndLeavesTheRest() {
      JsonNode changed =
          admin
              .patch(key.path(), "{\"name\":\" other \",\"storedWhere\":\"vault\"}")
              .expect(200)
              .json();
      assertThat(changed.path("name").asText()).isEqualTo("other");
      assertThat(changed.path("storedWhere").asText()).isEqualTo("vault");
      assertThat(changed.path("note").asText()).isEqualTo("n");
      assertThat(changed.path("owner").asText()).isEqualTo("ann@example.org");
      assertThat(changed).isEqualTo(read(key));
    }

    @Test
    void clearsWhatIsNull() {
      JsonNode changed =
          admin.patch(key.path(), "{\"note\":null,\"owner\":null}").expect(200).json();
      assertThat(changed.path("note").isNull()).isTrue();
      assertThat(changed.path("owner").isNull()).isTrue();
      assertThat(changed.path("name").asText()).isEqualTo("k");
    }

    @Test
    void anEmptyOneChangesNothing() {
      JsonNode before = read(key);
      String tag = admin.get(key.path()).header("ETag");
      assertThat(admin.patch(key.path(), "{}").expect(200).json()).isEqualTo(before);
      assertThat(admin.get(key.path()).header("ETag")).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {"name":null}                         | name: must not be blank
            {"name":" "}                          | name: must not be blank
            {"name":7}                            | name: has a value of the wrong form
            {"owner":"nobody"}                    | owner: must be a well-formed email address
            {"colour":"red"}                      | colour: is not a field of this request
            {"permissions":["read"]}              | permissions: is not a field of this request
            {"allowedCidrs":["10.0.0.0/33"]}      | allowedCidrs[0]: must have a prefix of 0 to 32
            {"allowedCidrs":["::1","10.0.0.1/8"]} | allowedCidrs[1]: has bits beyond its prefix; the network is 10.0.0.0/8
            {"allowedCidrs":["example.org"]}      | allowedCidrs[0]: is no IPv4 or IPv6 address or network
            {"allowedCidrs":"10.0.0.0/8"}         | allowedCidrs: has a value of the wrong form
            {"expiresAt":"2020-01-01T00:00:00Z"}  | expiresAt: must be in the future
            {"expiresAt":"2999-01-01T00:00:00Z"}  | expiresAt: must be within a hundred years
            {"expiresAt":"tomorrow"}              | expiresAt: has a value of the wrong form
            """)
    void refusesWhatIsWrong(String body, String detail) {
      JsonNode before = read(key);
      admin.patch(key.path(), body).isProblem(400, "invalid-request", detail);
      assertThat(read(key)).isEqualTo(before);
    }

    @Test
    void ofTheNetworksHoldsAtTheGateAtOnce() {
      assertThat(key.atTheGate()).isEqualTo(200);
      admin
          .patch(key.path(), "{\"allowedCidrs\":[\"203.0.113.0/24\",\"2001:db8::/32\"]}")
          .expect(200);
      assertThat(key.atTheGate()).isEqualTo(401);
      admin.patch(key.path(), "{\"allowedCidrs\":[\"127.0.0.0/8\",\"::1\"]}").expect(200);
      assertThat(read(key).path("allowedCidrs").toString())
          .isEqualTo("[\"127.0.0.0/8\",\"::1/128\"]");
      assertThat(key.atTheGate()).isEqualTo(200);
      admin.patch(key.path(), "{\"allowedCidrs\":null}").expect(200);
      assertThat(read(key).path("allowedCidrs")).isEmpty();
      assertThat(key.atTheGate()).isEqualTo(200);
    }

    @Test
    void leavesARevokedKeyAsItIs() {
      admin.post(key.path() + "/revoke", "{}").expect(200);
      admin
          .patch(key.path(), "{\"note\":\"late\"}")
          .isProblem(409, "key-state", "The key is revoked, which is final.");
    }
  }

  @Nested
  class Disable {
    private final HeldKey key = admin.held(org, "dev");

    @Test
    void closesTheGateUntilItIsEnabled() {
      for (int i = 0; i < 2; i++) {
        JsonNode disabled = admin.post(key.path() + "/disable", "").expect(200).json();
        assertThat(disabled.path("state").asText()).isEqualTo("disabled");
        assertThat(key.atTheGate()).isEqualTo(401);
      }
      for (int i = 0; i < 2; i++) {
        JsonNode enabled = admin.post(key.path() + "/enable", "").expect(200).json();
        assertThat(enabled.path("state").asText()).isEqualTo("active");
        assertThat(key.atTheGate()).isEqualTo(200);
      }
    }

    @Test
    void cannotBringARevokedKeyBack() {
      admin.post(key.path() + "/revoke", "{}").expect(200);
      for (String action : List.of("/disable", "/enable")) {
        admin
            .post(key.path() + action, "")
            .isProblem(409, "key-state", "The key is revoked, which is final.");
      }
      assertThat(key.atTheGate()).isEqualTo(401);
    }
  }

  @Nested
  class Rotate {
    private final HeldKey key =
        admin.held(
            org,
            "stg",
            """
            {"name":"k","permissions":["ingest","read"],"owner":"ann@example.org","note":"n",
             "storedWhere":"vault","allowedCidrs":["127.0.0.0/8"],"expiresIn":"P90D"}\
            """);

    private HeldKey rotate(HeldKey old, String body) {
      Answer answer = admin.post(old.path() + "/rotate", body).expect(201);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      HeldKey successor = HeldKey.of(answer.json(), keygate.client());
      assertThat(answer.header("Location")).endsWith(successor.path());
      return successor;
    }

    @Test
    void makesASuccessorWithAllSettings() {
      JsonNode before = read(key);
      HeldKey successor = rotate(key, "");
      JsonNode old = read(key);
      JsonNode made = read(successor);
      for (String field :
          List.of(
              "name",
              "permissions",
              "owner",
              "note",
              "storedWhere",
              "allowedCidrs",
              "expiresAt",
              "organization",
              "project",
              "environment",
              "lineage")) {
        assertThat(made.path(field)).as(field).isEqualTo(before.path(field));
      }
      assertThat(made.path("predecessor").asText()).isEqualTo(key.id());
      assertThat(old.path("successor").asText()).isEqualTo(successor.id());
      assertThat(old.path("state").asText()).isEqualTo("overlap");
      assertThat(made.path("state").asText()).isEqualTo("active");
      assertThat(key.atTheGate()).isEqualTo(200);
      assertThat(successor.atTheGate()).isEqualTo(200);
      Instant end = Instant.parse(old.path("overlapEndsAt").asText());
      assertThat(Duration.between(Instant.parse(made.path("createdAt").asText()), end))
          .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void withoutOverlapTheOldKeyIsDeadAtOnce() {
      HeldKey successor = rotate(key, "{\"overlap\":\"PT0S\"}");
      assertThat(key.atTheGate()).isEqualTo(401);
      assertThat(successor.atTheGate()).isEqualTo(200);
      assertThat(read(key).path("state").asText()).isEqualTo("expired");
    }

    @Test
    void neverOverlapsPastTheExpiry() {
      HeldKey shortLived = admin.held(org, "dev", "{\"name\":\"k\",\"expiresIn\":\"PT1H\"}");
      rotate(shortLived, "{\"overlap\":\"P30D\"}");
      JsonNode old = read(shortLived);
      assertThat(old.path("overlapEndsAt")).isEqualTo(old.path("expiresAt"));
      String end = Instant.now().plus(Duration.ofDays(2)).toString();
      JsonNode moved =
          admin
              .patch(shortLived.path() + "/overlap", "{\"endsAt\":\"" + end + "\"}")
              .expect(200)
              .json();
      assertThat(moved.path("overlapEndsAt")).isEqualTo(old.path("expiresAt"));
    }

    @Test
    void isRefusedWhereTheKeyWasRotatedBefore() {
      rotate(key, "");
      admin
          .post(key.path() + "/rotate", "")
          .isProblem(409, "key-state", "The key has been rotated before; rotate its successor.");
    }

    @Test
    void isRefusedWhileTheKeyBeforeStillWorksUnlessThatIsToEnd() {
      HeldKey second = rotate(key, "");
      Answer refused = admin.post(second.path() + "/rotate", "");
      assertThat(refused.expect(409).json().path("type").asText())
          .isEqualTo("/problems/overlap-running");
      HeldKey third = rotate(second, "{\"endCurrentOverlap\":true}");
      assertThat(List.of(key.atTheGate(), second.atTheGate(), third.atTheGate()))
          .containsExactly(401, 200, 200);
    }

    @Test
    void countsADisabledKeyInOverlapAsOneThatMayStillWork() {
      HeldKey second = rotate(key, "");
      admin.post(key.path() + "/disable", "").expect(200);
      admin.post(second.path() + "/rotate", "").expect(409);
      rotate(second, "{\"endCurrentOverlap\":true}");
      admin.post(key.path() + "/enable", "").expect(200);
      assertThat(key.atTheGate()).isEqualTo(401);
    }

    @Test
    void isRefusedWhereTheKeyIsNotActive() {
      admin.post(key.path() + "/disable", "").expect(200);
      admin
          .post(key.path() + "/rotate", "")
          .isProblem(409, "key-state", "The key is disabled; only an active one can be rotated.");
      admin.post(key.path() + "/revoke", "").expect(200);
      admin
          .post(key.path() + "/rotate", "")
          .isProblem(409, "key-state", "The key is revoked; only an active one can be rotated.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "P30DT1S", "P400D"})
    void refusesAnOverlapOutOfRange(String overlap) {
      admin
          .post(key.path() + "/rotate", "{\"overlap\":\"" + overlap + "\"}")
          .isProblem(400, "invalid-request", "overlap: must be from PT0S to P30D");
      assertThat(read(key).path("successor").isNull()).isTrue();
    }

    @Test
    void ofAKeyThatLeakedWorksAtTheLimitToo() {
      String full = admin.newOrganization();
      HeldKey last = admin.held(full, "dev");
      for (int i = 1; i < 20; i++) {
        last = admin.held(full, "dev");
      }
      admin.post(Client.keysPath(full, "dev"), "{\"name\":\"one more\"}").expect(409);
      rotate(last, "{\"overlap\":\"PT1H\"}");
      admin.post(Client.keysPath(full, "dev"), "{\"name\":\"one more\"}").expect(409);
      admin.post(last.path() + "/revoke", "").expect(200);
      admin.post(Client.keysPath(full, "dev"), "{\"name\":\"one more\"}").expect(409);
    }

    @Test
    void theOverlapCanBeMovedAndEnded() {
      rotate(key, "");
      String later =
          Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS).toString();
      assertThat(move(later).expect(200).json().path("overlapEndsAt").asText()).isEqualTo(later);
      move(Instant.now().plus(Duration.ofDays(31)).toString())
          .isProblem(400, "invalid-request", "endsAt: must be within 30 days after the rotation");
      assertThat(key.atTheGate()).isEqualTo(200);
      move(Instant.now().minus(Duration.ofDays(1)).toString()).expect(200);
      assertThat(key.atTheGate()).isEqualTo(401);
      move(later).isProblem(409, "key-state", "The key is expired, not in overlap.");
    }

    @Test
    void aKeyThatWasNotRotatedHasNoOverlap() {
      move(Instant.now().plus(Duration.ofDays(1)).toString())
          .isProblem(409, "key-state", "The key is active, not in overlap.");
      admin
          .patch(key.path() + "/overlap", "{}")
          .isProblem(400, "invalid-request", "endsAt: must not be null");
    }

    private Answer move(String end) {
      return admin.patch(key.path() + "/overlap", "{\"endsAt\":\"" + end + "\"}");
    }
  }
}
