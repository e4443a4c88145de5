package io.keygate.rotation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.rotation.policy.OnOverdue;
import io.keygate.rotation.policy.PolicyTerms;
import io.keygate.rotation.policy.Recipients;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StagesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static PolicyTerms terms(@Nullable Integer every) {
    return new PolicyTerms(90, List.of(14, 7, 1), every, Recipients.OWNER, OnOverdue.REMIND, null);
  }

  private static Stages stages(String due, int hour, @Nullable Integer every) {
    return new Stages(Instant.parse(due), null, LONG_AGO, terms(every), BERLIN, hour);
  }

  private static String latest(Stages stages, String now) {
    return stages.latest(Instant.parse(now)).map(Stage::word).orElse("none");
  }

  private static String next(Stages stages, String now) {
    return stages
        .next(Instant.parse(now))
        .map(stage -> stage.word() + " " + stage.at())
        .orElse("none");
  }

  @Test
  void comeInTurn() {
    Stages stages = stages("2026-06-20T15:00:00Z", 8, 2);
    assertThat(latest(stages, "2026-06-06T05:59:59Z")).isEqualTo("none");
    assertThat(next(stages, "2026-06-06T05:59:59Z")).isEqualTo("-P14D 2026-06-06T06:00:00Z");
    assertThat(latest(stages, "2026-06-06T06:00:00Z")).isEqualTo("-P14D");
    assertThat(latest(stages, "2026-06-13T06:00:00Z")).isEqualTo("-P7D");
    assertThat(latest(stages, "2026-06-19T06:00:00Z")).isEqualTo("-P1D");
    assertThat(latest(stages, "2026-06-20T06:00:00Z")).isEqualTo("P0D");
    assertThat(next(stages, "2026-06-20T06:00:00Z")).isEqualTo("P2D 2026-06-22T06:00:00Z");
    assertThat(latest(stages, "2026-06-22T05:59:59Z")).isEqualTo("P0D");
    assertThat(latest(stages, "2026-06-22T06:00:00Z")).isEqualTo("P2D");
    assertThat(latest(stages, "2026-06-27T06:00:00Z")).isEqualTo("P7D");
    assertThat(latest(stages, "2027-06-20T06:00:00Z")).isEqualTo("P364D");
    assertThat(next(stages, "2027-06-20T06:00:00Z")).isEqualTo("P366D 2027-06-21T06:00:00Z");
  }

  @Test
  void endWithTheWeekWhereNothingIsRepeated() {
    Stages stages = stages("2026-06-20T15:00:00Z", 8, null);
    assertThat(next(stages, "2026-06-20T06:00:00Z")).isEqualTo("P7D 2026-06-27T06:00:00Z");
    assertThat(next(stages, "2026-06-27T06:00:00Z")).isEqualTo("none");
    assertThat(latest(stages, "2027-06-27T06:00:00Z")).isEqualTo("P7D");
  }

  @Test
  void areNeitherBeforeTheKeyNorAtItsEnd() {
    Instant due = Instant.parse("2026-06-20T15:00:00Z");
    var stages = new Stages(due, due, Instant.parse("2026-06-10T00:00:00Z"), terms(1), BERLIN, 8);
    assertThat(latest(stages, "2026-06-12T06:00:00Z")).isEqualTo("none");
    assertThat(next(stages, "2026-06-10T00:00:00Z")).isEqualTo("-P7D 2026-06-13T06:00:00Z");
    assertThat(latest(stages, "2026-06-20T14:00:00Z")).isEqualTo("P0D");
    assertThat(next(stages, "2026-06-20T14:00:00Z")).isEqualTo("none");
  }

  @Nested
  class WhereClocksChange {
    @Test
    void theHourOfTheDayStays() {
      // Clocks went forward on 2026-03-29 and back on 2026-10-25.
      Stages spring = stages("2026-04-05T12:00:00Z", 8, null);
      assertThat(next(spring, "2026-03-20T00:00:00Z")).isEqualTo("-P14D 2026-03-22T07:00:00Z");
      assertThat(next(spring, "2026-03-22T07:00:00Z")).isEqualTo("-P7D 2026-03-29T06:00:00Z");
      Stages autumn = stages("2026-10-31T12:00:00Z", 8, null);
      assertThat(next(autumn, "2026-10-16T00:00:00Z")).isEqualTo("-P14D 2026-10-17T06:00:00Z");
      assertThat(next(autumn, "2026-10-24T07:00:00Z")).isEqualTo("-P1D 2026-10-30T07:00:00Z");
    }

    @Test
    void anHourThatDoesNotExistIsTheNextOne() {
      Stages stages = stages("2026-03-29T12:00:00Z", 2, null);
      assertThat(next(stages, "2026-03-29T00:00:00Z")).isEqualTo("P0D 2026-03-29T01:00:00Z");
    }

    @Test
    void anHourThatComesTwiceCountsOnce() {
      Stages stages = stages("2026-10-25T12:00:00Z", 2, 1);
      assertThat(next(stages, "2026-10-24T12:00:00Z")).isEqualTo("P0D 2026-10-25T00:00:00Z");
      assertThat(next(stages, "2026-10-25T01:00:00Z")).isEqualTo("P1D 2026-10-26T01:00:00Z");
    }

    @Test
    void everyDayHasItsStage() {
      Stages stages = stages("2026-01-01T23:30:00Z", 8, 1);
      Instant now = Instant.parse("2026-01-02T07:00:00Z");
      for (int day = 0; day < 400; day++) {
        Optional<Stage> next = stages.next(now);
        assertThat(next).isPresent();
        Duration gap = Duration.between(now, next.get().at());
        assertThat(gap).isBetween(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(next.get().offset()).isEqualTo(day + 1);
        now = next.get().at();
      }
    }
  }
}
