package io.keygate.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.platform.event.DomainEvent.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OccurrenceTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");

  private static Occurrence refusal(Instant at) {
    return Occurrence.once(
        DomainEvent.telling(
            Action.ACCESS_DENIED, null, Target.of("organization", "acme"), Map.of()),
        Outcome.DENIED,
        Actor.ANONYMOUS,
        RequestFacts.NONE,
        "same",
        Duration.ofMinutes(1),
        at);
  }

  @Test
  void isWrittenAtOnceUnlessItMayWait() {
    assertThat(refusal(NOW).mayWait()).isFalse();
    Occurrence waits = refusal(NOW).whenThereIsTime();
    assertThat(waits.mayWait()).isTrue();
    assertThat(waits.and(refusal(NOW.plusSeconds(1))).mayWait()).isTrue();
  }

  @Test
  void countsFromTheFirstToTheLast() {
    Occurrence both = refusal(NOW).and(refusal(NOW.plusSeconds(5)));
    assertThat(both.count()).isEqualTo(2);
    assertThat(both.firstAt()).isEqualTo(NOW);
    assertThat(both.lastAt()).isEqualTo(NOW.plusSeconds(5));
  }
}
