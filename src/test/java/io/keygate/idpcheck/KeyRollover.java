package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Await;
import java.time.Duration;

/** The provider signs with another key, while Keygate runs on. */
record KeyRollover(World world) {
  private static final String ME = "/api/v1/me";

  /** Keygate looks again after some seconds; the rest is for a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(45);

  void run(Steps steps) {
    Token old = world.company().logIn("ann").access();
    steps.step("tokens of a new key work at once, those of the old one still", () -> add(old));
    steps.step("tokens of a key that is gone are refused", () -> remove(old));
  }

  private void add(Token old) {
    world.with(old).get(ME).expect(200);
    world.company().addKey();
    Token fresh = world.company().logIn("ann").access();
    assertThat(fresh.keyId()).as("the provider signs with a new key").isNotEqualTo(old.keyId());
    world.with(fresh).get(ME).expect(200);
    world.with(old).get(ME).expect(200);
  }

  private void remove(Token old) {
    world.company().removeFirstKey();
    assertThat(world.company().keys()).doesNotContain(old.keyId());
    Await.until("the old key is forgotten", LIMIT, () -> world.with(old).get(ME).status() != 200);
    World.isUnauthenticated(world.with(old).get(ME));
    world.with(world.company().logIn("ann").access()).get(ME).expect(200);
  }
}
