package io.keygate.rotation.outbox;

import java.time.Duration;

/** How long to wait after an attempt that failed. */
final class BackOff {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 11;

  /** So long after it was put off first, what is put off again is given up. */
  static final Duration PATIENCE = Duration.ofDays(5);

  /** A relay that is away is asked again at least so often. */
  private static final Duration LONGEST_OF_RELAY = Duration.ofMinutes(15);

  private BackOff() {}

  /** After it was found away so many times in turn: a minute, doubled each time, up to 15. */
  static Duration ofRelay(int times) {
    Duration delay = after(times);
    return delay.compareTo(LONGEST_OF_RELAY) < 0 ? delay : LONGEST_OF_RELAY;
  }

  /** After it was put off so many times: a minute, doubled each time, up to a day. */
  static Duration after(int times) {
    int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, times - 1));
    Duration delay = FIRST.multipliedBy(1L << doublings);
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }
}
