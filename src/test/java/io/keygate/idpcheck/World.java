package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Who meets in this check.
 *
 * @param company the realm that Keygate trusts
 * @param stranger another one with the same people and clients, which it does not
 */
record World(RunningKeygate keygate, Keycloak keycloak, Realm company, Realm stranger) {
  /** The organization of all steps. */
  static final String ACME = "/api/v1/organizations/acme";

  /** A client of Keygate with a token of the provider. */
  Client with(Token token) {
    return keygate.client().bearer(token.text());
  }

  /** The local administrator. */
  Client admin() {
    return keygate.client().admin();
  }

  /** Gives somebody of the provider a role in the organization. */
  void appoint(String subject, String role) {
    String path = ACME + "/members/" + subject + "?issuer=" + Form.encoded(company.issuer());
    isDone(put(admin(), path, "{\"role\":\"" + role + "\"}"));
  }

  static Answer put(Client client, String path, String json) {
    return client.send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  /** Asks for a new key in the development environment. */
  static Answer generateKey(Client client) {
    return client.post(Client.keysPath("acme", "dev"), "{\"name\":\"of the check\"}");
  }

  /** The role that {@code /me} tells for the organization; empty where it is not in the list. */
  static String roleInAcme(JsonNode me) {
    for (JsonNode seat : me.path("organizations")) {
      if (seat.path("slug").asText().equals("acme")) {
        return seat.path("role").asText();
      }
    }
    return "";
  }

  static void isDone(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }

  /** Refused as nobody that is known. */
  static void isUnauthenticated(Answer answer) {
    isProblem(answer, 401, "unauthenticated");
  }

  /** Refused for now, because the provider cannot be asked. */
  static void isUnavailable(Answer answer) {
    isProblem(answer, 503, "unavailable");
    assertThat(answer.header("Retry-After")).as("Retry-After").matches("[1-9][0-9]*");
  }

  static void isProblem(Answer answer, int status, String type) {
    answer.expect(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("type").asText()).isEqualTo("/problems/" + type);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
  }
}
