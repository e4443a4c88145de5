package io.keygate.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginSessionTest {
  private static final Instant START = Instant.parse("2026-11-23T09:30:00Z");

  private final SessionConfig config = new SessionConfig(Duration.ofHours(2), Duration.ofHours(12));
  private final LoginSession session = new LoginSession("keygate", "ann", 0, START, config);

  @Test
  void endsWhereNobodyRefreshesIt() {
    assertThat(session.isLive(START.plus(Duration.ofMinutes(119)))).isTrue();
    assertThat(session.isLive(START.plus(Duration.ofHours(2)))).isFalse();
  }

  @Test
  void waitsAnewWithEachRefresh() {
    session.refresh(START.plus(Duration.ofMinutes(119)), config);
    assertThat(session.isLive(START.plus(Duration.ofMinutes(238)))).isTrue();
    assertThat(session.isLive(START.plus(Duration.ofMinutes(239)))).isFalse();
  }

  @Test
  void endsHoweverOftenItIsRefreshed() {
    for (int hour = 1; hour < 12; hour++) {
      session.refresh(START.plus(Duration.ofHours(hour)), config);
    }
    assertThat(session.isLive(START.plus(Duration.ofMinutes(719)))).isTrue();
    assertThat(session.isLive(START.plus(Duration.ofHours(12)))).isFalse();
  }

  @Test
  void endsOnce() {
    assertThat(session.end("logout", START)).isTrue();
    assertThat(session.isLive(START)).isFalse();
    assertThat(session.end("reuse", START)).isFalse();
  }
}
