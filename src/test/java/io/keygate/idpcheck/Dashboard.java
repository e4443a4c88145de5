package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.util.List;

/** A browser at Keygate's dashboard, and its session. */
record Dashboard(RunningKeygate keygate, Browser browser) {
  private static final String SESSION = "/api/v1/session/";

  /** A new browser. */
  static Dashboard in(RunningKeygate keygate) {
    return new Dashboard(keygate, new Browser());
  }

  /** Another browser that somehow has this one's cookies. */
  Dashboard copy() {
    return new Dashboard(keygate, browser.copy());
  }

  /** Logs a person in with the provider, to where Keygate sends it after that. */
  Dashboard logIn(String username) {
    browser.goOn(upToTheCallback(username), homeUrl());
    return this;
  }

  /** Logs in, but stops before the provider's answer is brought to Keygate: the URL that does. */
  String logInUpToTheCallback(String username) {
    return upToTheCallback(username).target().toString();
  }

  private Browser.Hop upToTheCallback(String username) {
    Browser.Hop last = browser.logIn(loginUrl(), username, Realm.PASSWORD, callbackUrl());
    assertThat(last.redirects()).as("the provider sends the person back").isTrue();
    return last;
  }

  /** Where a login begins. */
  String loginUrl() {
    return keygate.url() + SESSION + "login?to=/";
  }

  private String callbackUrl() {
    return keygate.url() + SESSION + "callback";
  }

  private String homeUrl() {
    return keygate.url() + "/";
  }

  /** What the callback answered. */
  Browser.Hop callback() {
    List<Browser.Hop> found =
        browser.hops().stream()
            .filter(hop -> hop.address().toString().startsWith(callbackUrl()))
            .toList();
    assertThat(found).as("visits of the callback").hasSize(1);
    return found.get(0);
  }

  Answer refresh() {
    return browser.script("POST", keygate.url() + SESSION + "refresh");
  }

  Answer end() {
    return browser.script("POST", keygate.url() + SESSION + "end");
  }

  /** A client with the access token of a refresh. */
  Client client() {
    JsonNode answer = refresh().expect(200).json();
    return keygate.client().bearer(answer.path("accessToken").asText());
  }

  /** That it has no session, or none any more. */
  void isOut() {
    World.isProblem(refresh(), 401, "unauthenticated");
  }
}
