package io.keygate.idpcheck;

import io.keygate.testing.Await;
import java.time.Duration;

/** Tokens that look right and are not. */
record WrongTokens(World world) {
  /** Ten seconds of life, and what clocks may differ by. */
  private static final Duration END_OF_THE_SHORT_LIVED = Duration.ofSeconds(90);

  private static final String ME = "/api/v1/me";

  /** What makes one. */
  private interface Maker {
    Token make() throws Exception;
  }

  void run(Steps steps) {
    Realm company = world.company();
    Token real = company.logIn("ann").access();
    Maker refresh = () -> company.logIn("ann").refresh();
    Maker secret = () -> Forgery.withPublicKeyAsSecret(real, company.keys());
    Maker altered = () -> Forgery.altered(real, "acme-owners", "keygate-platform");
    steps.step("the right token is accepted", () -> world.with(real).get(ME).expect(200));
    refuses(steps, "a token for another audience", () -> company.serviceAccount("payroll"));
    refuses(steps, "a token of another realm", () -> world.stranger().logIn("ann").access());
    refuses(steps, "an ID token", () -> company.logIn("ann").id());
    refuses(steps, "a refresh token", refresh);
    refuses(steps, "a token with an unknown key", () -> Forgery.withUnknownKey(real));
    refuses(steps, "a token with a stolen key id", () -> Forgery.withStolenKeyId(real));
    refuses(steps, "a token with the public key as its secret", secret);
    refuses(steps, "an unsigned token", () -> Forgery.unsigned(real));
    refuses(steps, "a token that was altered", altered);
    steps.step("a token is refused when it has expired", this::refusesWhatExpired);
  }

  private void refuses(Steps steps, String what, Maker maker) {
    steps.step(
        what + " is refused", () -> World.isUnauthenticated(world.with(maker.make()).get(ME)));
  }

  private void refusesWhatExpired() {
    Token token = world.company().serviceAccount("short-lived");
    world.with(token).get(ME).expect(200);
    Await.until(
        "the token has expired",
        END_OF_THE_SHORT_LIVED,
        () -> world.with(token).get(ME).status() != 200);
    World.isUnauthenticated(world.with(token).get(ME));
  }
}
