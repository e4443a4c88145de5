package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A company's realm in Keycloak, as {@code src/test/idp/realm.json} describes it. */
record Realm(Keycloak keycloak, String name, String callback) {
  /** The client that Keygate logs people in with. */
  static final String DASHBOARD = "keygate-dashboard";

  /** Of all confidential clients. */
  static final String SECRET = "the secret of the clients of this check";

  /** Of all people. */
  static final String PASSWORD = "the password of the people of this check";

  private static final Path DESCRIPTION = Path.of("src/test/idp/realm.json");
  private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

  /** Creates it; {@code callback} is where Keygate takes a login's code. */
  static Realm create(Keycloak keycloak, String name, String callback) throws IOException {
    String description =
        Files.readString(DESCRIPTION)
            .replace("${realm}", name)
            .replace("${secret}", SECRET)
            .replace("${password}", PASSWORD)
            .replace("${callback}", callback);
    keycloak.admin().post("/admin/realms", description).expect(201);
    return new Realm(keycloak, name, callback);
  }

  String issuer() {
    return keycloak.url() + path();
  }

  /** The URL of its public keys. */
  String keysUrl() {
    return issuer() + "/protocol/openid-connect/certs";
  }

  /** Its public keys as they are published now. */
  String keys() {
    return keycloak.client().get(path() + "/protocol/openid-connect/certs").expect(200).text();
  }

  /** A person's tokens, by the code flow that Keygate's dashboard uses, with a new browser. */
  Tokens logIn(String username) {
    String verifier = "a-verifier-that-is-long-enough-for-rfc-7636-and-always-the-same";
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", DASHBOARD);
    request.put("redirect_uri", callback);
    request.put("scope", "openid profile email");
    request.put("state", "any");
    request.put("code_challenge", challenge(verifier));
    request.put("code_challenge_method", "S256");
    String url = issuer() + "/protocol/openid-connect/auth?" + Form.of(request);
    var answer = new Browser().logIn(url, username, PASSWORD, callback);
    String code = Form.query(answer.answer().header("Location")).getOrDefault("code", "");
    assertThat(code).as("code of %s, answered %s", username, answer.answer().status()).isNotEmpty();
    return Tokens.of(
        token(
            DASHBOARD,
            Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", callback,
                "code_verifier", verifier)));
  }

  /** The access token of a client's service account. */
  Token serviceAccount(String client) {
    JsonNode answer = token(client, Map.of("grant_type", "client_credentials"));
    return new Token(answer.path("access_token").asText());
  }

  private JsonNode token(String client, Map<String, String> form) {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (Form.encoded(client) + ":" + Form.encoded(SECRET))
                    .getBytes(StandardCharsets.US_ASCII));
    return keycloak
        .client()
        .with("Authorization", "Basic " + basic)
        .post(
            path() + "/protocol/openid-connect/token",
            Form.TYPE,
            Form.of(form).getBytes(StandardCharsets.US_ASCII))
        .expect(200)
        .json();
  }

  /** Takes a person out of a group and puts it into another. */
  void move(String username, String from, String to) {
    Client admin = keycloak.admin();
    String user =
        id(admin.get(administration() + "/users?exact=true&username=" + username), "username");
    String groups = administration() + "/users/" + user + "/groups/";
    admin.delete(groups + group(admin, from)).expect(204);
    admin.send("PUT", groups + group(admin, to), null, BodyPublishers.noBody()).expect(204);
  }

  private String group(Client admin, String group) {
    return id(admin.get(administration() + "/groups?exact=true&search=" + group), "name");
  }

  /** Makes it sign with a new RSA key; the keys before go on being published. */
  void addKey() {
    keycloak
        .admin()
        .post(
            administration() + "/components",
            """
            {"name": "the next key", "providerId": "rsa-generated", "providerType": "%s",
             "config": {"priority": ["1000"], "keySize": ["2048"], "algorithm": ["RS256"]}}
            """
                .formatted(KEY_PROVIDER))
        .expect(201);
  }

  /** Takes away the key that was there from the beginning. */
  void removeFirstKey() {
    Client admin = keycloak.admin();
    JsonNode components =
        admin
            .get(administration() + "/components?name=rsa-generated&type=" + KEY_PROVIDER)
            .expect(200)
            .json();
    assertThat(components).hasSize(1);
    String component = components.path(0).path("id").asText();
    admin.delete(administration() + "/components/" + component).expect(204);
  }

  private static String id(Answer found, String what) {
    assertThat(found.expect(200).json()).as("what is found by %s", what).hasSize(1);
    return found.json().path(0).path("id").asText();
  }

  private String path() {
    return "/realms/" + name;
  }

  private String administration() {
    return "/admin/realms/" + name;
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
