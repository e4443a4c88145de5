package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import java.time.Duration;

/**
 * The provider goes away and comes back: what Keygate knows already goes on for a time, what it
 * would have to ask for waits, and what has nothing to do with the provider notices nothing.
 *
 * @param expired a token whose time is over, or soon will be
 */
record Outage(World world, Token expired) {
  private static final String ME = "/api/v1/me";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The keys are kept for {@link IdpCheck#KEYS_KEPT}; the last look may be some seconds old. */
  private static final Duration AT_LEAST_KEPT = IdpCheck.KEYS_KEPT.minusSeconds(10);

  void run(Steps steps) throws Exception {
    Token token = world.company().logIn("ann").access();
    Token unknown = Forgery.withUnknownKey(token);
    Client ann = world.with(token);
    HeldKey key = HeldKey.of(World.generateKey(ann).expect(201).json(), world.keygate().client());
    Await.until("the token expires", LIMIT, () -> refused(expired));
    steps.step("an unknown key is refused while the provider is there", () -> isWrong(unknown));
    ann.get(ME).expect(200);

    world.keycloak().stop();
    long stopped = System.nanoTime();
    steps.step("without the provider tokens of known keys work", () -> ann.get(ME).expect(200));
    steps.step(
        "without the provider an unknown key is no reason to refuse",
        () -> World.isUnavailable(world.with(unknown).get(ME)));
    steps.step("without the provider an expired token is refused", () -> isWrong(expired));
    steps.step("without the provider gate and local accounts go on", () -> goesOn(key));
    steps.step("keys are kept for a time, and no longer", () -> areKept(ann, stopped));
    steps.step("with no keys at all an expired token is refused", () -> isWrong(expired));
    steps.step("with no keys at all gate and local accounts go on", () -> goesOn(key));

    world.keycloak().start();
    steps.step("with the provider back the token works again", () -> worksAgain(ann));
    steps.step(
        "with the provider back a new token works",
        () -> world.with(world.company().logIn("ann").access()).get(ME).expect(200));
  }

  private boolean refused(Token token) {
    return world.with(token).get(ME).status() == 401;
  }

  private void isWrong(Token token) {
    World.isUnauthenticated(world.with(token).get(ME));
  }

  private void goesOn(HeldKey key) {
    assertThat(key.atTheGate()).as("the gate").isEqualTo(200);
    world.admin().get(World.ACME).expect(200);
  }

  private static void areKept(Client ann, long stopped) {
    Await.until("the keys are dropped", LIMIT, () -> ann.get(ME).status() != 200);
    Duration kept = Duration.ofNanos(System.nanoTime() - stopped);
    World.isUnavailable(ann.get(ME));
    assertThat(kept).as("for how long the token worked").isGreaterThan(AT_LEAST_KEPT);
  }

  private static void worksAgain(Client ann) {
    Await.until("the token works again", LIMIT, () -> ann.get(ME).status() == 200);
  }
}
