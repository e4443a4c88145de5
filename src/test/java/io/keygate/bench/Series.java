package io.keygate.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rounds of one thing that is measured; the middle one counts. */
final class Series {
  private final String name;
  private final int unitsEach;
  private final List<Round> rounds = new ArrayList<>();

  /**
   * @param unitsEach how many requests, spans or rows one success stands for
   */
  Series(String name, int unitsEach) {
    this.name = name;
    this.unitsEach = unitsEach;
  }

  /** Adds a round; throws where nothing at all succeeded in it. */
  void add(Round round) {
    if (round.done() == 0) {
      throw new CannotMeasureException(
          name + ": nothing succeeded, and " + round.refused() + " were refused");
    }
    rounds.add(round);
  }

  String name() {
    return name;
  }

  /** Units per second: the median of the rounds. */
  double perSecond() {
    double[] sorted = rounds.stream().mapToDouble(Round::perSecond).sorted().toArray();
    return sorted[sorted.length / 2] * unitsEach;
  }

  /** Units per second of the slowest round. */
  double slowest() {
    return rounds.stream().mapToDouble(Round::perSecond).min().orElse(0) * unitsEach;
  }

  /** Units per second of the fastest round. */
  double fastest() {
    return rounds.stream().mapToDouble(Round::perSecond).max().orElse(0) * unitsEach;
  }

  /** Over all rounds. */
  Duration percentile(double share) {
    var all = new Histogram();
    rounds.forEach(round -> all.add(round.latencies()));
    return all.percentile(share);
  }

  long refused() {
    return rounds.stream().mapToLong(Round::refused).sum();
  }
}
