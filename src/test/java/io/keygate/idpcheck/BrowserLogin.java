package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A person logs in at the dashboard, by the provider's form and back. */
record BrowserLogin(World world) {
  void run(Steps steps) {
    steps.step("login leads to the provider, with PKCE, state and nonce", this::leadsToProvider);
    steps.step("login comes back with a session that scripts cannot read", this::comesBack);
    steps.step("the session's token says who it is and the role by group", this::tellsWho);
    steps.step("a refresh cookie that is used twice ends the session", this::cookieTwice);
    steps.step("the end of a session is final", this::ends);
    steps.step("a callback with another state is refused", this::otherState);
    steps.step("a callback that another browser brings is refused", this::otherBrowser);
    steps.step("login goes nowhere but to Keygate's own pages", this::goesNowhereElse);
  }

  private Dashboard newBrowser() {
    return Dashboard.in(world.keygate());
  }

  private void leadsToProvider() {
    Dashboard dashboard = newBrowser();
    Browser.Hop first = dashboard.browser().open(dashboard.loginUrl(), world.keycloak().url());
    assertThat(first.answer().status()).as(first.answer().text()).isIn(302, 303);
    String target = first.target().toString();
    assertThat(target).startsWith(world.company().issuer() + "/protocol/openid-connect/auth?");
    Map<String, String> query = Form.query(target);
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Realm.DASHBOARD)
        .containsEntry("redirect_uri", world.company().callback())
        .containsEntry("code_challenge_method", "S256");
    assertThat(query.get("code_challenge")).as("code_challenge").matches("[A-Za-z0-9_-]{43}");
    assertThat(query.get("scope")).as("scope").contains("openid");
    assertThat(query.getOrDefault("state", "")).as("state").hasSizeGreaterThanOrEqualTo(20);
    assertThat(query.getOrDefault("nonce", "")).as("nonce").hasSizeGreaterThanOrEqualTo(20);
    Browser.Hop again = newBrowser().browser().open(dashboard.loginUrl(), world.keycloak().url());
    Map<String, String> other = Form.query(again.target().toString());
    for (String once : new String[] {"state", "nonce", "code_challenge"}) {
      assertThat(other.get(once)).as("%s of another login", once).isNotEqualTo(query.get(once));
    }
  }

  private void comesBack() {
    Browser.Hop callback = newBrowser().logIn("ann").callback();
    callback.answer().expect(303);
    assertThat(callback.target().toString()).isEqualTo(world.keygate().url() + "/");
    assertThat(callback.cookies())
        .as("a cookie that is HttpOnly and SameSite=Strict")
        .anyMatch(c -> c.httpOnly() && c.sameSite().equals("strict") && !c.expired());
    assertThat(callback.answer().text()).as("what the callback says").doesNotContain("eyJ");
  }

  private void tellsWho() {
    Dashboard dashboard = newBrowser().logIn("ann");
    JsonNode refreshed = dashboard.refresh().expect(200).json();
    assertThat(refreshed.path("tokenType").asText()).isEqualTo("Bearer");
    assertThat(refreshed.path("expiresIn").asLong()).isPositive();
    Token token = new Token(refreshed.path("accessToken").asText());
    JsonNode me = world.with(token).get("/api/v1/me").expect(200).json();
    String subject = world.company().logIn("ann").access().subject();
    assertThat(me.path("subject").asText()).as("subject").isEqualTo(subject);
    assertThat(me.path("name").asText()).as("name").isEqualTo("Ann Archer");
    assertThat(me.path("email").asText()).as("email").isEqualTo("ann@example.org");
    assertThat(me.path("platformAdmin").asBoolean()).as("platformAdmin").isFalse();
    assertThat(World.roleInAcme(me)).as("role in acme").isEqualTo("owner");
  }

  private void cookieTwice() {
    Dashboard ann = newBrowser().logIn("ann");
    Dashboard thief = ann.copy();
    ann.refresh().expect(200);
    ann.refresh().expect(200);
    thief.isOut();
    ann.isOut();
  }

  private void ends() {
    Dashboard ann = newBrowser().logIn("ann");
    ann.refresh().expect(200);
    Dashboard copy = ann.copy();
    ann.end().expect(204);
    ann.isOut();
    copy.isOut();
  }

  private void otherState() {
    Dashboard ann = newBrowser();
    String callback = ann.logInUpToTheCallback("ann");
    String state = Form.query(callback).getOrDefault("state", "");
    assertThat(state).isNotEmpty();
    String other = (state.startsWith("a") ? "b" : "a") + state.substring(1);
    String forged = callback.replace(Form.encoded(state), Form.encoded(other));
    assertThat(forged).isNotEqualTo(callback);
    Browser.Hop answered = ann.browser().open(forged);
    assertThat(answered.answer().status()).as(answered.answer().text()).isBetween(400, 499);
    ann.isOut();
  }

  private void otherBrowser() {
    String callback = newBrowser().logInUpToTheCallback("ann");
    Dashboard victim = newBrowser();
    Browser.Hop answered = victim.browser().open(callback);
    assertThat(answered.answer().status()).as(answered.answer().text()).isBetween(400, 499);
    victim.isOut();
  }

  private void goesNowhereElse() {
    for (String elsewhere : List.of("https://example.org/", "//example.org/", "/\\example.org")) {
      String login = world.keygate().url() + "/api/v1/session/login?to=" + Form.encoded(elsewhere);
      Browser browser = new Browser();
      Browser.Hop first = browser.open(login, world.keycloak().url());
      if (first.redirects()) {
        String callback = world.company().callback();
        Browser.Hop back = browser.logIn(login, "ann", Realm.PASSWORD, callback);
        assertThat(browser.goOn(back, "http").target().getAuthority())
            .as("where %s leads", elsewhere)
            .isEqualTo(back.target().getAuthority());
      } else {
        assertThat(first.answer().status()).as("login to %s", elsewhere).isBetween(400, 499);
      }
    }
  }
}
