package io.keygate.access.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsIT {
  private static final String ME = "/api/v1/me";
  private static final String WRONG = "User name or password is wrong.";

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client anybody = keygate.client();
  private final Client admin = anybody.admin();
  private final String username = Accounts.newName();
  private final String path = "/api/v1/accounts/" + username;

  @Nested
  class OfPeople {
    private final String oneTime =
        Accounts.create(admin, username, ",\"email\":\"ann@example.org\"")
            .path("oneTimePassword")
            .asText();

    @Test
    void theOneTimePasswordHasToBeChanged() {
      Client person = anybody.login(username, oneTime);
      person
          .get("/api/v1/organizations")
          .isProblem(
              403,
              "password-change-required",
              "Change the one-time password with POST /api/v1/me/password, then log in again.");
      assertThat(person.get(ME).expect(200).json().path("email").asText())
          .isEqualTo("ann@example.org");
      assertThat(admin.get(path).json().path("mustChangePassword").asBoolean()).isTrue();

      person.post(ME + "/password", passwords(oneTime, "correct horse")).expect(204);

      person.get(ME).expect(401);
      assertThat(login(oneTime).status()).isEqualTo(401);
      anybody.login(username, "correct horse").get("/api/v1/organizations").expect(200);
      assertThat(admin.get(path).json().path("mustChangePassword").asBoolean()).isFalse();
    }

    @Test
    void aClosedAccountIsDeadAtOnceAndItsOldTokensStaySo() {
      Client person = anybody.login(username, oneTime);
      admin.patch(path, "{\"disabled\":true}").expect(200);
      person.get(ME).isProblem(401, "unauthenticated", "The access token is no longer valid.");
      login(oneTime).isProblem(401, "bad-credentials", WRONG);

      admin.patch(path, "{\"disabled\":false}").expect(200);
      person.get(ME).expect(401);
      anybody.login(username, oneTime).get(ME).expect(200);
    }

    @Test
    void aResetGivesAnotherOneTimePassword() {
      Client person = anybody.login(username, oneTime);
      JsonNode reset = admin.post(path + "/reset", "{}").expect(200).json();
      assertThat(reset.path("clientSecret").isNull()).isTrue();
      person.get(ME).expect(401);
      login(oneTime).expect(401);
      anybody.login(username, reset.path("oneTimePassword").asText()).get(ME).expect(200);
    }

    @Test
    void theUserNameIsTheSameInAnyCase() {
      admin
          .post(
              "/api/v1/accounts",
              "{\"username\":\"" + username.toUpperCase(Locale.ROOT) + "\",\"name\":\"n\"}")
          .isProblem(409, "username-taken", "There is an account '" + username + "' already.");
      anybody.login(username.toUpperCase(Locale.ROOT), oneTime).get(ME).expect(200);
    }

    @Test
    void staleChangesAreRefused() {
      String tag = admin.get(path).header("ETag");
      admin.with("If-Match", tag).patch(path, "{\"name\":\"Other\"}").expect(200);
      admin.with("If-Match", tag).patch(path, "{\"name\":\"Third\"}").expect(412);
      assertThat(admin.get(path).json().path("name").asText()).isEqualTo("Other");
    }

    @Test
    void nobodyGetsAServicesTokenWithAPassword() {
      token(username, oneTime).expect(401);
    }

    private Answer login(String password) {
      return anybody.post(
          "/api/v1/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }

    private static String passwords(String current, String next) {
      return "{\"current\":\"" + current + "\",\"next\":\"" + next + "\"}";
    }
  }

  @Nested
  class OfServices {
    private final String secret =
        Accounts.create(admin, username, ",\"kind\":\"service\"").path("clientSecret").asText();

    @Test
    void getShortTokensForTheirSecret() {
      Answer answer = token(username, secret).expect(200);
      assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
      assertThat(answer.json().path("expires_in").asInt()).isEqualTo(300);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("Set-Cookie")).isEmpty();
      Client service = anybody.bearer(answer.json().path("access_token").asText());
      assertThat(service.get(ME).expect(200).json().path("subject").asText()).isEqualTo(username);
    }

    @Test
    void haveARoleLikeAnyMember() {
      String org = admin.newOrganization();
      Client service = service(secret);
      service.get("/api/v1/organizations/" + org).expect(404);
      admin.put(Accounts.memberPath(org, username), "{\"role\":\"member\"}").expect(200);
      service.newKey(org, "dev");
      service.post(Client.keysPath(org, "prd"), "{\"name\":\"k\"}").expect(403);
      JsonNode made =
          admin
              .get("/api/v1/organizations/" + org + "/audit?action=key.created")
              .json()
              .path("items")
              .path(0);
      assertThat(made.path("actor").path("kind").asText()).isEqualTo("service");
      assertThat(made.path("actor").path("subject").asText()).isEqualTo(username);
    }

    @Test
    void cannotLogInLikeAPerson() {
      anybody
          .post(
              "/api/v1/login",
              "{\"username\":\"" + username + "\",\"password\":\"" + secret + "\"}")
          .isProblem(401, "bad-credentials", WRONG);
      service(secret)
          .post(ME + "/password", "{\"current\":\"x\",\"next\":\"correct horse\"}")
          .isProblem(403, "forbidden", "This is no local account with a password.");
    }

    @Test
    void aResetEndsTheSecretAndItsTokens() {
      Client service = service(secret);
      String next =
          admin.post(path + "/reset", "{}").expect(200).json().path("clientSecret").asText();
      service.get(ME).expect(401);
      token(username, secret).isProblem(401, "bad-credentials", WRONG);
      service(next).get(ME).expect(200);
    }

    private Client service(String clientSecret) {
      return anybody.bearer(
          token(username, clientSecret).expect(200).json().path("access_token").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "grant_type=password", "grant_type=", "grant_type=client_credentials&x=%zz"})
  void aFormThatAsksForSomethingElseIsRefused(String form) {
    Answer answer =
        anybody.post("/api/v1/token", "application/x-www-form-urlencoded", form.getBytes(UTF_8));
    assertThat(answer.status()).as(answer.text()).isIn(400, 401);
  }

  @Test
  void errorsOfTheTokenEndpointAreThoseOfOAuth() {
    Answer wrong = token(username, "wrong").expect(401);
    assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_client");
    assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Basic realm=\"keygate\"");
    Answer other =
        anybody.post(
            "/api/v1/token",
            "application/x-www-form-urlencoded",
            "grant_type=password".getBytes(UTF_8));
    assertThat(other.expect(400).json().path("error").asText()).isEqualTo("unsupported_grant_type");
    assertThat(anybody.get(ME).json().has("error")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic %%%", "Basic YWJj", "Basic Og==", "Bearer x"})
  void withoutAClientThereIsNoToken(String authorization) {
    anybody
        .with("Authorization", authorization)
        .post(
            "/api/v1/token",
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials".getBytes(UTF_8))
        .isProblem(401, "bad-credentials", "Send user name and client secret by HTTP Basic.");
  }

  @Test
  void theSecretIsInNoRepeatedAnswer() {
    Client twice = admin.with("Idempotency-Key", username);
    String body = "{\"username\":\"" + username + "\",\"name\":\"n\",\"kind\":\"service\"}";
    assertThat(
            twice.post("/api/v1/accounts", body).expect(201).json().path("clientSecret").asText())
        .startsWith("kgc_");
    assertThat(
            twice.post("/api/v1/accounts", body).expect(201).json().path("clientSecret").isNull())
        .isTrue();
  }

  private Answer token(String id, String secret) {
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    return anybody
        .with("Authorization", "Basic " + basic)
        .post(
            "/api/v1/token",
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials".getBytes(UTF_8));
  }
}
