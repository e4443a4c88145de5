package io.keygate.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RawHttp;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT {
  private static final int FREE_FOR_ACCOUNT = 5;
  private static final String ME = "/api/v1/me";
  private static final String MISSING = "Send 'Authorization: Bearer <access token>'.";
  private static final String WRONG = "The access token is missing, expired or not valid here.";

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client anybody = keygate.client();

  @Nested
  class Login {
    @Test
    void givesATokenForAQuarterOfAnHour() {
      Answer answer =
          anybody.post(
              "/api/v1/login",
              "{\"username\":\"admin\",\"password\":\"" + RunningKeygate.PASSWORD + "\"}");
      assertThat(answer.expect(200).json().path("tokenType").asText()).isEqualTo("Bearer");
      assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(900);
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      anybody.bearer(answer.json().path("accessToken").asText()).get(ME).expect(200);
    }

    @Test
    void saysTheSameOfAWrongPasswordAndOfNobody() {
      String nobody = "nobody" + System.nanoTime();
      Answer unknown = login(nobody, "whatever");
      Answer wrong = login("admin", "wrong");
      unknown.isProblem(401, "bad-credentials", "User name or password is wrong.");
      wrong.isProblem(401, "bad-credentials", "User name or password is wrong.");
      anybody.admin();
    }

    @Test
    void guessingIsSlowedDown() {
      String nobody = "guessed" + System.nanoTime();
      for (int i = 0; i < FREE_FOR_ACCOUNT; i++) {
        login(nobody, "guess " + i).expect(401);
      }
      Answer blocked = login(nobody, "guess");
      blocked.isProblem(
          429, "too-many-attempts", "Too many failed attempts; wait before the next one.");
      assertThat(Integer.parseInt(blocked.header("Retry-After"))).isBetween(1, 900);
      anybody.admin();
    }

    @Test
    void anOldTokenIsNotInTheWay() {
      anybody
          .bearer("expired.or.wrong")
          .login("admin", RunningKeygate.PASSWORD)
          .get(ME)
          .expect(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{}", "{\"username\":\"admin\"}", "{\"username\":\"\",\"password\":\"\"}"})
    void needsBoth(String body) {
      Answer answer = anybody.post("/api/v1/login", body).expect(400);
      assertThat(answer.json().path("type").asText()).isEqualTo("/problems/invalid-request");
    }

    private Answer login(String username, String password) {
      return anybody.post(
          "/api/v1/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }
  }

  @Nested
  class Tokens {
    @Test
    void withoutOneNothingOpens() {
      anybody.get(ME).isProblem(401, "unauthenticated", MISSING);
      anybody.get("/api/v1/organizations").isProblem(401, "unauthenticated", MISSING);
      anybody.get("/api/v1/keys/key_x").isProblem(401, "unauthenticated", MISSING);
      assertThat(anybody.get(ME).header("WWW-Authenticate")).startsWith("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."})
    void garbageIsRefused(String token) {
      anybody.bearer(token).get(ME).isProblem(401, "unauthenticated", WRONG);
    }

    @Test
    void aChangedOneIsRefused() {
      String token = token();
      String[] parts = token.split("\\.", -1);
      String claims =
          new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
              .replace("\"sub\":\"admin\"", "\"sub\":\"root\"");
      String changed =
          parts[0]
              + "."
              + Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
              + "."
              + parts[2];
      anybody.bearer(changed).get(ME).isProblem(401, "unauthenticated", WRONG);
    }

    @Test
    void oneSignedByAnotherKeyIsRefused() throws Exception {
      var other = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      var signature = new JsonWebSignature();
      String payload =
          new String(
              Base64.getUrlDecoder().decode(token().split("\\.", -1)[1]), StandardCharsets.UTF_8);
      signature.setPayload(payload);
      signature.setKey(other.getPrivateKey());
      signature.setAlgorithmHeaderValue("ES256");
      anybody
          .bearer(signature.getCompactSerialization())
          .get(ME)
          .isProblem(401, "unauthenticated", WRONG);
      signature.setKeyIdHeaderValue("unknown");
      anybody.bearer(signature.getCompactSerialization()).get(ME).expect(401);
    }

    @Test
    void anApiKeyIsNoToken() {
      Client admin = anybody.admin();
      String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
      anybody.bearer(secret).get(ME).isProblem(401, "unauthenticated", WRONG);
      anybody
          .bearer(secret)
          .post("/api/v1/organizations", "{\"name\":\"x\"}")
          .isProblem(401, "unauthenticated", WRONG);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/api/v1/me",
          "//api/v1/me",
          "///api//v1/me",
          "/v1/../api/v1/me",
          "/v1/verify/../../api/v1/me",
          "/./api/v1/me",
          "/api/./v1/me",
          "/%61pi/v1/me",
          "/v1/%2e%2e/api/v1/me",
          "/v1%2f..%2fapi/v1/me",
          "/api;x=1/v1/me",
          "/v1;x=1/../api/v1/me",
          "/API/v1/me",
          "http://other.example/api/v1/me"
        })
    void noOtherSpellingGetsAroundTheToken(String target) throws IOException {
      Client admin = anybody.admin();
      String secret = admin.newKey(admin.newOrganization(), "dev").path("secret").asText();
      for (String authorization : List.of("", "Authorization: Bearer " + secret + "\r\n")) {
        String answer =
            RawHttp.send(
                keygate.url(),
                "GET "
                    + target
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + authorization
                    + "\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 40[0145] .*").doesNotContain("\"subject\"");
      }
    }

    @Test
    void aTokenIsNoApiKey() {
      anybody.bearer(token()).get("/v1/verify").expect(401);
    }

    private String token() {
      return anybody
          .post(
              "/api/v1/login",
              "{\"username\":\"admin\",\"password\":\"" + RunningKeygate.PASSWORD + "\"}")
          .json()
          .path("accessToken")
          .asText();
    }
  }

  @Test
  void meTellsWhoIAm() {
    JsonNode me = anybody.admin().get(ME).expect(200).json();
    assertThat(me.path("subject").asText()).isEqualTo("admin");
    assertThat(me.path("platformAdmin").asBoolean()).isTrue();
  }

  @Test
  void unknownPathsAreProblems() {
    anybody.get("/api/nothing").isProblem(404, "not-found", "There is no resource at this path.");
    anybody
        .get("/api/v1/nothing")
        .isProblem(404, "not-found", "There is no resource at this path.");
    anybody.get("/api").isProblem(404, "not-found", "There is no resource at this path.");
    Answer notAllowed = anybody.send("DELETE", ME, null, BodyPublishers.noBody());
    notAllowed.isProblem(
        405, "method-not-allowed", "The Allow header says which methods there are.");
    assertThat(notAllowed.header("Allow")).contains("GET");
  }

  @Test
  void theRequestIdIsTakenOverWhereItIsHarmless() {
    assertThat(anybody.with("X-Request-Id", "trace-4711-abc").get(ME).header("X-Request-Id"))
        .isEqualTo("trace-4711-abc");
    assertThat(anybody.with("X-Request-Id", "<script>").get(ME).header("X-Request-Id"))
        .matches("[0-9A-Za-z]{20}");
  }

  @Test
  void aLargeBodyIsRefused() {
    anybody
        .post("/api/v1/login", "{\"username\":\"" + "x".repeat(2_000_000) + "\"}")
        .isProblem(413, "body-too-large", "A request body may have 1048576 bytes.");
  }

  @Test
  void secretsInTheHomeAreForTheirOwnerAlone() throws Exception {
    for (String file : new String[] {"peppers", "signing-keys.jwks", "database-password"}) {
      assertThat(Files.getPosixFilePermissions(keygate.home().resolve(file)))
          .as(file)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Nested
  class Members {
    @Test
    void toSomebodyElseAnOrganizationDoesNotExist() throws Exception {
      Client admin = anybody.admin();
      String org = admin.newOrganization();
      String key = admin.newKey(org, "dev").path("key").path("id").asText();
      Client stranger = Accounts.add(keygate, null, null);
      String path = "/api/v1/organizations/" + org;
      stranger.get(path).isProblem(404, "not-found", "There is no organization '" + org + "'.");
      stranger.get(path + "/projects").expect(404);
      stranger
          .get("/api/v1/keys/" + key)
          .isProblem(404, "not-found", "There is no key with this id.");
      assertThat(stranger.get("/api/v1/organizations").json().path("items")).isEmpty();
      stranger
          .post("/api/v1/organizations", "{\"name\":\"x\"}")
          .isProblem(403, "forbidden", "This needs a platform admin.");
    }

    @Test
    void rolesMayWhatTheyMay() throws Exception {
      Client admin = anybody.admin();
      String org = admin.newOrganization();
      String key = admin.newKey(org, "dev").path("key").path("id").asText();
      Client viewer = Accounts.add(keygate, org, "VIEWER");
      Client member = Accounts.add(keygate, org, "MEMBER");
      Client projectAdmin = Accounts.add(keygate, org, "ADMIN");
      String projects = "/api/v1/organizations/" + org + "/projects";
      viewer.get("/api/v1/keys/" + key).expect(200);
      viewer
          .post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}")
          .isProblem(403, "forbidden", "This needs the role member.");
      viewer.post("/api/v1/keys/" + key + "/revoke", "{}").expect(403);
      member.post(projects, "{\"name\":\"p\"}").expect(403);
      member.newKey(org, "dev");
      member.post("/api/v1/keys/" + key + "/revoke", "{}").expect(200);
      projectAdmin.post(projects, "{\"name\":\"p\"}").expect(201);
      assertThat(viewer.get("/api/v1/organizations").json().path("items")).hasSize(1);
    }

    @Test
    void inProtectedEnvironmentsOnlyAdminsChangeKeys() throws Exception {
      Client admin = anybody.admin();
      String org = admin.newOrganization();
      Client member = Accounts.add(keygate, org, "MEMBER");
      Client projectAdmin = Accounts.add(keygate, org, "ADMIN");
      HeldKey key = admin.held(org, "prd");
      String detail = "This environment is protected; it needs the role admin.";
      member
          .post(Client.keysPath(org, "prd"), "{\"name\":\"k\"}")
          .isProblem(403, "forbidden", detail);
      for (String action : List.of("/rotate", "/revoke", "/disable", "/enable")) {
        member.post(key.path() + action, "").isProblem(403, "forbidden", detail);
      }
      member.patch(key.path(), "{\"note\":\"n\"}").isProblem(403, "forbidden", detail);
      assertThat(key.atTheGate()).isEqualTo(200);
      assertThat(member.get(key.path()).expect(200).json().path("state").asText())
          .isEqualTo("active");
      projectAdmin.post(key.path() + "/rotate", "").expect(201);

      String dev = "/api/v1/organizations/" + org + "/environments/dev";
      member.newKey(org, "dev");
      projectAdmin.patch(dev, "{\"protected\":true}").expect(200);
      member.post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}").expect(403);
      projectAdmin
          .patch(
              "/api/v1/organizations/" + org + "/projects/default-project/environments/dev",
              "{\"protected\":false}")
          .expect(200);
      member.newKey(org, "dev");
    }
  }
}
