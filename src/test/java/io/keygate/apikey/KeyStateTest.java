package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyStateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  private static final Instant BEFORE = NOW.minusNanos(1_000);
  private static final Instant AFTER = NOW.plusNanos(1_000);

  @Test
  void isActiveByItself() {
    assertState(KeyState.ACTIVE, null, null, null, null);
  }

  @Test
  void livesUntilItsExpiryAndNotAtIt() {
    assertState(KeyState.ACTIVE, null, null, AFTER, null);
    assertState(KeyState.EXPIRED, null, null, NOW, null);
    assertState(KeyState.EXPIRED, null, null, BEFORE, null);
  }

  @Test
  void livesInOverlapUntilItsEndAndNotAtIt() {
    assertState(KeyState.OVERLAP, null, null, null, AFTER);
    assertState(KeyState.EXPIRED, null, null, null, NOW);
  }

  @Test
  void expiryEndsAnOverlap() {
    assertState(KeyState.EXPIRED, null, null, BEFORE, AFTER);
  }

  @Test
  void revokedBeatsEverything() {
    assertState(KeyState.REVOKED, BEFORE, BEFORE, BEFORE, BEFORE);
  }

  @Test
  void disabledComesBeforeExpired() {
    assertState(KeyState.DISABLED, null, BEFORE, AFTER, AFTER);
    assertState(KeyState.DISABLED, null, BEFORE, BEFORE, null);
  }

  @Test
  void onlyActiveAndOverlapOpenTheGate() {
    assertThat(KeyState.values())
        .filteredOn(KeyState::opensTheGate)
        .containsExactly(KeyState.ACTIVE, KeyState.OVERLAP);
  }

  private static void assertState(
      KeyState expected,
      @Nullable Instant revoked,
      @Nullable Instant disabled,
      @Nullable Instant expires,
      @Nullable Instant overlapEnds) {
    assertThat(KeyState.at(NOW, revoked, disabled, expires, overlapEnds)).isEqualTo(expected);
  }
}
