package io.keygate.access.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private static final Instant START = Instant.parse("2026-11-23T09:30:00Z");
  private static final Duration FORGET = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final FailedLogins failures = new FailedLogins();

  @Test
  void theFirstOnesAreFree() {
    fail(4);
    assertThat(failures.blockedUntil()).isBefore(START);
  }

  @Test
  void thenEachBlocksTwiceAsLong() {
    fail(5);
    assertThat(failures.blockedUntil()).isEqualTo(START.plusSeconds(1));
    fail(3);
    assertThat(failures.blockedUntil()).isEqualTo(START.plusSeconds(8));
  }

  @Test
  void neverLongerThanTheLimit() {
    fail(200);
    assertThat(failures.blockedUntil()).isEqualTo(START.plus(LONGEST));
  }

  @Test
  void anHourOfPeaceIsForgiven() {
    fail(8);
    Instant later = START.plus(FORGET).plusSeconds(1);
    failures.add(later, FORGET, 5, LONGEST);
    assertThat(failures.blockedUntil()).isBefore(later);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.add(START, FORGET, 5, LONGEST);
    }
  }
}
