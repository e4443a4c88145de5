package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of an organization, across projects and environments. */
class OrganizationKeysIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org + "/keys";

  private final HeldKey checkout =
      admin.held(
          org,
          "prd",
          "{\"name\":\"Checkout"
              + " 100%\",\"owner\":\"Ann@example.org\",\"note\":\"shop\",\"expiresIn\":\"P10D\"}");
  private final HeldKey billing =
      admin.held(
          org,
          "dev",
          "{\"name\":\"billing\",\"owner\":\"bob@example.org\",\"storedWhere\":\"Vault\"}");
  private final HeldKey old = admin.held(org, "dev", "{\"name\":\"old one\"}");

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    admin
        .get(path + query)
        .expect(200)
        .json()
        .path("items")
        .forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  @Nested
  class Listing {
    @Test
    void hasAllInTheOrderOfTheirCreationAndInPages() {
      assertThat(ids("")).containsExactly(checkout.id(), billing.id(), old.id());
      Answer first = admin.get(path + "?limit=2").expect(200);
      assertThat(first.json().path("items")).hasSize(2);
      String cursor = first.json().path("nextCursor").asText();
      Answer second = admin.get(path + "?limit=2&cursor=" + cursor).expect(200);
      assertThat(second.json().path("items").path(0).path("id").asText()).isEqualTo(old.id());
      assertThat(second.json().has("nextCursor")).isFalse();
    }

    @Test
    void isFiltered() {
      assertThat(ids("?environment=dev")).containsExactly(billing.id(), old.id());
      assertThat(ids("?project=default-project&environment=prd")).containsExactly(checkout.id());
      assertThat(ids("?project=none")).isEmpty();
      assertThat(ids("?owner=ann@EXAMPLE.org")).containsExactly(checkout.id());
      assertThat(ids("?q=CHECK")).containsExactly(checkout.id());
      assertThat(ids("?q=100%25")).containsExactly(checkout.id());
      assertThat(ids("?q=_")).containsExactly(checkout.id(), billing.id(), old.id());
      assertThat(ids("?q=vault")).containsExactly(billing.id());
      assertThat(ids("?q=shop")).containsExactly(checkout.id());
      assertThat(ids("?q=" + billing.id())).containsExactly(billing.id());
      String secret = old.secret();
      assertThat(ids("?q=" + secret.substring(secret.length() - 4))).contains(old.id());
      assertThat(ids("?q=nothing-like-that")).isEmpty();
      String soon = Instant.now().plus(Duration.ofDays(11)).toString();
      assertThat(ids("?expiresBefore=" + soon)).containsExactly(checkout.id());
      assertThat(ids("?unusedSince=" + Instant.now().minus(Duration.ofDays(1)))).isEmpty();
      assertThat(ids("?unusedSince=" + Instant.now().plus(Duration.ofMinutes(5)))).hasSize(3);
    }

    @Test
    void isFilteredByState() {
      admin.post(old.path() + "/revoke", "").expect(200);
      admin.post(billing.path() + "/disable", "").expect(200);
      String successor =
          admin
              .post(checkout.path() + "/rotate", "")
              .expect(201)
              .json()
              .path("key")
              .path("id")
              .asText();
      assertThat(ids("?state=revoked")).containsExactly(old.id());
      assertThat(ids("?state=disabled")).containsExactly(billing.id());
      assertThat(ids("?state=overlap")).containsExactly(checkout.id());
      assertThat(ids("?state=active")).containsExactly(successor);
      assertThat(ids("?state=active,overlap")).containsExactly(checkout.id(), successor);
      assertThat(ids("?state=revoked&state=disabled")).containsExactly(billing.id(), old.id());
      assertThat(ids("?state=expired")).isEmpty();
      admin
          .patch(checkout.path() + "/overlap", "{\"endsAt\":\"2020-01-01T00:00:00Z\"}")
          .expect(200);
      assertThat(ids("?state=expired")).containsExactly(checkout.id());
      for (KeyState state : KeyState.values()) {
        for (String id : ids("?state=" + state.word())) {
          assertThat(admin.get("/api/v1/keys/" + id).json().path("state").asText())
              .isEqualTo(state.word());
        }
      }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            state=dead         | state: must be one of active, disabled, overlap, expired, revoked
            expiresBefore=soon | expiresBefore: must be an instant such as 2026-11-23T09:30:00Z
            unusedSince=1      | unusedSince: must be an instant such as 2026-11-23T09:30:00Z
            """)
    void refusesFiltersThatCannotBeRead(String query, String detail) {
      admin.get(path + "?" + query).isProblem(400, "invalid-request", detail);
    }

    @Test
    void hasNothingOfOtherOrganizations() {
      String other = admin.newOrganization();
      assertThat(admin.get("/api/v1/organizations/" + other + "/keys").json().path("items"))
          .isEmpty();
    }
  }

  @Nested
  class BulkRevocation {
    private Answer revoke(String body) {
      return admin.post(path + "/revoke", body);
    }

    @Test
    void isADryRunUnlessAskedOtherwise() {
      JsonNode answer = revoke("{\"filter\":{\"environment\":\"dev\"}}").expect(200).json();
      assertThat(answer.path("count").asInt()).isEqualTo(2);
      assertThat(answer.path("keys").findValuesAsText("id"))
          .containsExactly(billing.id(), old.id());
      assertThat(List.of(billing.atTheGate(), old.atTheGate())).containsExactly(200, 200);
    }

    @Test
    void revokesAllThatTheFilterMeansAndNoOther() {
      JsonNode answer =
          revoke(
                  """
                  {"filter":{"environment":"dev","state":["active"]},"dryRun":false,
                   "expectedCount":2,"reason":"leak"}\
                  """)
              .expect(200)
              .json();
      assertThat(answer.path("count").asInt()).isEqualTo(2);
      assertThat(answer.path("keys").findValuesAsText("state"))
          .containsExactly("revoked", "revoked");
      assertThat(answer.path("keys").findValuesAsText("revocationReason"))
          .containsExactly("leak", "leak");
      assertThat(List.of(billing.atTheGate(), old.atTheGate(), checkout.atTheGate()))
          .containsExactly(401, 401, 200);
    }

    @Test
    void revokesNoneWhereTheyAreNotAsManyAsExpected() {
      revoke("{\"filter\":{},\"dryRun\":false,\"expectedCount\":2}")
          .isProblem(409, "count-changed", "The filter means 3 keys now, not 2; none was revoked.");
      assertThat(List.of(billing.atTheGate(), old.atTheGate(), checkout.atTheGate()))
          .containsExactly(200, 200, 200);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {}                                          | filter: must not be null
            {"filter":{},"dryRun":false}                | expectedCount: must say how many keys you mean to revoke
            {"filter":{"enviroment":"dev"}}             | filter.enviroment: is not a field of this request
            {"filter":{"state":["dead"]}}               | filter.state[0]: has a value of the wrong form
            {"filter":{},"expectedCount":-1}            | expectedCount: must be greater than or equal to 0
            """)
    void refusesWhatIsWrong(String body, String detail) {
      revoke(body).isProblem(400, "invalid-request", detail);
    }
  }
}
