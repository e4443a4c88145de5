package io.keygate.bench;

import java.util.SplittableRandom;

/**
 * What makes one span differ from the next: random ids, as SDKs make them, eight spans to a trace,
 * and the time at which it began.
 */
final class SpanIds {
  private static final long DURATION_NANOS = 350_000_000;

  private final SplittableRandom random = new SplittableRandom();
  private long clock = System.currentTimeMillis() * 1_000_000;
  private long traceHigh;
  private long traceLow;
  private long span;

  /** Goes on to the next span, which may be the first of its trace. */
  void next(int index) {
    if (index % SpanRequest.SPANS_OF_A_TRACE == 0) {
      traceHigh = random.nextLong();
      traceLow = random.nextLong() | 1;
    }
    span = random.nextLong() | 1;
    clock += 1_000;
  }

  long traceHigh() {
    return traceHigh;
  }

  long traceLow() {
    return traceLow;
  }

  long span() {
    return span;
  }

  long start() {
    return clock;
  }

  long end() {
    return clock + DURATION_NANOS;
  }
}
