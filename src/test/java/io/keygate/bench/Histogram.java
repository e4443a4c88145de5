package io.keygate.bench;

import java.time.Duration;

/** Durations, counted in buckets that are 3 % wide; adding one costs next to nothing. */
final class Histogram {
  private static final int BITS = 5;
  private static final int STEPS = 1 << BITS;

  private final long[] counts = new long[Long.SIZE * STEPS];
  private long total;

  void add(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** What this share of all durations does not exceed; zero where there are none. */
  Duration percentile(double share) {
    long rank = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(last(i));
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
    return (shift + 1) * STEPS + (int) ((nanos >>> shift) & (STEPS - 1));
  }

  /** The longest duration of a bucket. */
  private static long last(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
  }
}
