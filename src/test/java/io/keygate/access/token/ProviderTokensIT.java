package io.keygate.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Tokens;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An identity provider's tokens, with local accounts switched off. Its keys are in a file. */
class ProviderTokensIT {
  private static final String ISSUER = "https://login.example.org/realms/company";
  private static RunningKeygate keygate;
  private static RsaJsonWebKey key;
  private static String org;

  @BeforeAll
  static void start() throws Exception {
    key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("first");
    Path home = RunningKeygate.freshHome();
    Path keys = home.resolveSibling(home.getFileName() + ".jwks");
    write(keys);
    keygate =
        RunningKeygate.start(
            home,
            Map.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.toUri().toString(),
                "MP_JWT_VERIFY_ISSUER", ISSUER,
                "MP_JWT_VERIFY_AUDIENCES", "keygate, other",
                "KEYGATE_OIDC_GROUPS_CLAIM", "realm_access/roles",
                "KEYGATE_OIDC_PLATFORM_ADMIN_GROUPS", "platform",
                "KEYGATE_LOCAL_ACCOUNTS", "false"));
    org = root().newOrganization();
  }

  @AfterAll
  static void stop() {
    keygate.close();
  }

  private static void write(Path keys) throws IOException {
    Files.writeString(keys, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
  }

  @Test
  void aGroupAdministersThePlatform() {
    JsonNode me = root().get("/api/v1/me").expect(200).json();
    assertThat(me.path("platformAdmin").asBoolean()).isTrue();
    assertThat(me.path("issuer").asText()).isEqualTo(ISSUER);
    assertThat(me.path("organizations").path(0).path("role").asText()).isEqualTo("owner");
    person("ann", List.of("staff")).post("/api/v1/organizations", "{\"name\":\"x\"}").expect(403);
  }

  @Test
  void severalGroupsGiveSeveralRoles() {
    root()
        .put(
            "/api/v1/organizations/" + org + "/group-roles",
            "{\"groups\":{\"dev\":\"member\",\"revision\":\"auditor\"}}")
        .expect(200);
    Client both = person("bea", List.of("dev", "revision", "x"));
    both.newKey(org, "dev");
    both.get("/api/v1/organizations/" + org + "/audit").expect(200);
    JsonNode seat = both.get("/api/v1/me").json().path("organizations").path(0);
    assertThat(seat.path("role").asText()).isEqualTo("member");
    assertThat(seat.path("roles").toString()).isEqualTo("[\"member\",\"auditor\"]");
    person("bea", List.of("revision"))
        .post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}")
        .expect(403);
    Client none = person("bea", List.of());
    none.get("/api/v1/organizations/" + org).expect(404);
    assertThat(none.get("/api/v1/organizations").json().path("items")).isEmpty();
  }

  @Test
  void whoHoldsARoleByGroupGetsItsMails() throws SQLException {
    String tenant = root().newOrganization();
    String path = "/api/v1/organizations/" + tenant;
    root().put(path + "/group-roles", "{\"groups\":{\"leads\":\"owner\"}}").expect(200);
    root()
        .put(
            path + "/rotation-policy",
            "{\"maxAge\":\"P90D\",\"recipients\":{\"owner\":false,\"roles\":[\"owner\"]}}")
        .expect(200);
    root().newKey(tenant, "dev");
    assertThat(recipients(path)).doesNotContain("dora@example.org");

    person("dora", List.of("leads", "g".repeat(300), "staff")).get("/api/v1/me").expect(200);
    assertThat(recipients(path)).contains("dora@example.org");
    assertThat(groups("dora")).containsExactly("leads", "staff");

    // Within the hour too.
    person("dora", List.of("staff", "other")).get("/api/v1/me").expect(200);
    assertThat(recipients(path)).doesNotContain("dora@example.org");
    assertThat(groups("dora")).containsExactly("other", "staff");
    person("dora", List.of()).get("/api/v1/me").expect(200);
    assertThat(groups("dora")).isEmpty();
  }

  private static List<String> recipients(String path) {
    List<String> recipients = new ArrayList<>();
    root()
        .get(path + "/reminders?state=coming")
        .expect(200)
        .json()
        .path("items")
        .path(0)
        .path("recipients")
        .forEach(recipient -> recipients.add(recipient.asText()));
    return recipients;
  }

  private static List<String> groups(String subject) throws SQLException {
    List<String> groups = new ArrayList<>();
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "select g.group_name from person_group g join person p on p.id = g.person_id"
                    + " where p.subject = ? order by g.group_name")) {
      statement.setString(1, subject);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          groups.add(row.getString(1));
        }
      }
    }
    return groups;
  }

  @Test
  void aMembershipIsOfOneIssuer() {
    person("carl", List.of()).get("/api/v1/me").expect(200);
    assertThat(root().get("/api/v1/organizations/" + org + "/people?q=carl").text())
        .contains("\"subject\":\"carl\"")
        .contains(ISSUER);
    String member = "/api/v1/organizations/" + org + "/members/carl";
    root().put(member, "{\"role\":\"viewer\"}").expect(200);
    JsonNode made = root().get(member).expect(200).json();
    assertThat(made.path("issuer").asText()).isEqualTo(ISSUER);
    assertThat(made.path("name").asText()).isEqualTo("Name of carl");
    assertThat(made.path("email").asText()).isEqualTo("carl@example.org");
    person("carl", List.of()).get("/api/v1/organizations/" + org).expect(200);
    String named = member + "?issuer=" + URLEncoder.encode(ISSUER, StandardCharsets.UTF_8);
    root().delete(named).expect(200);
    person("carl", List.of()).get("/api/v1/organizations/" + org).expect(404);
  }

  @Test
  void localAccountsAreOff() {
    keygate
        .client()
        .post(
            "/api/v1/login",
            "{\"username\":\"admin\",\"password\":\"" + RunningKeygate.PASSWORD + "\"}")
        .isProblem(403, "forbidden", "Local accounts are switched off here.");
    assertThat(keygate.client().get("/api/v1/login").json().toString())
        .isEqualTo("{\"local\":false,\"provider\":false}");
    String own = new Tokens(keygate).valid("admin");
    keygate.client().bearer(own).get("/api/v1/me").expect(401);
    assertThat(root().get("/api/v1/accounts").json().path("items")).isEmpty();
  }

  @Test
  void aServiceIsToldFromAPerson() {
    JwtClaims claims = claims("robot", List.of("platform"));
    claims.setClaim("client_id", "robot");
    Client service = keygate.client().bearer(signed(claims));
    String made = service.newOrganization();
    String event =
        root().get("/api/v1/organizations/" + made + "/audit?action=organization.created").text();
    assertThat(event).contains("\"kind\":\"service\"").contains("\"subject\":\"robot\"");
  }

  @Test
  void whatIsWrongWithATokenIsNobodysBusiness() throws Exception {
    JwtClaims late = claims("ann", List.of());
    late.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() - 60));
    JwtClaims early = claims("ann", List.of());
    early.setNotBefore(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 600));
    JwtClaims endless = claims("ann", List.of());
    endless.unsetClaim("exp");
    JwtClaims nobody = claims("ann", List.of());
    nobody.unsetClaim("sub");
    JwtClaims long1 = claims("a".repeat(300), List.of());
    JwtClaims elsewhere = claims("ann", List.of());
    elsewhere.setAudience("elsewhere");
    JwtClaims ours = claims("admin", List.of());
    ours.setIssuer("keygate");
    ours.setAudience("keygate");
    ours.setClaim("gen", 0);
    JwtClaims keycloakId = claims("ann", List.of());
    keycloakId.setClaim("typ", "ID");
    JwtClaims otherId = claims("ann", List.of());
    otherId.setClaim("nonce", "n");
    JwtClaims logout = claims("ann", List.of());
    logout.setClaim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", "x"));
    for (JwtClaims claims :
        List.of(
            late, early, endless, nobody, long1, elsewhere, ours, keycloakId, otherId, logout)) {
      refused(signed(claims));
    }
    var signature = new JsonWebSignature();
    signature.setHeader("typ", "logout+jwt");
    refused(signed(claims("ann", List.of()), signature));
    signature = new JsonWebSignature();
    signature.setPayload(claims("ann", List.of()).toJson());
    signature.setKey(new HmacKey(key.getPublicKey().getEncoded()));
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue("HS256");
    refused(signature.getCompactSerialization());
    JwtClaims good = claims("ann", List.of());
    good.setClaim("nonce", "n");
    good.setClaim("scope", "openid");
    keygate.client().bearer(signed(good)).get("/api/v1/me").expect(200);
  }

  private static void refused(String token) {
    keygate
        .client()
        .bearer(token)
        .get("/api/v1/me")
        .isProblem(
            401, "unauthenticated", "The access token is missing, expired or not valid here.");
  }

  private static Client root() {
    return person("root", List.of("platform"));
  }

  private static Client person(String subject, List<String> groups) {
    return keygate.client().bearer(signed(claims(subject, groups)));
  }

  private static JwtClaims claims(String subject, List<String> groups) {
    var claims = new JwtClaims();
    long now = Instant.now().getEpochSecond();
    claims.setIssuer(ISSUER);
    claims.setAudience("other");
    claims.setSubject(subject);
    claims.setClaim("name", "Name of " + subject);
    claims.setClaim("email", subject + "@example.org");
    claims.setClaim("realm_access", Map.of("roles", groups));
    claims.setIssuedAt(NumericDate.fromSeconds(now));
    claims.setExpirationTime(NumericDate.fromSeconds(now + 600));
    return claims;
  }

  private static String signed(JwtClaims claims) {
    return signed(claims, new JsonWebSignature());
  }

  private static String signed(JwtClaims claims, JsonWebSignature signature) {
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue("RS256");
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }
}
