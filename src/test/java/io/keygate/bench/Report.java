package io.keygate.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is printed. */
final class Report {
  private static final String ROW = "%-62s %12s %14s %10s %10s";

  private Report() {}

  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  static void head() {
    say(ROW, "", "per second", "(of rounds)", "p50", "p99");
  }

  static void row(Series series) {
    say(
        ROW,
        series.name(),
        String.format(Locale.ROOT, "%,.0f", series.perSecond()),
        String.format(Locale.ROOT, "%.1f-%.1f k", series.slowest() / 1000, series.fastest() / 1000),
        millis(series.percentile(0.5)),
        millis(series.percentile(0.99)));
    if (series.refused() > 0) {
      say("  %,d requests were refused", series.refused());
    }
  }

  static void ratio(String name, Series one, Series other, double target) {
    say("%s = %.2f (target %.2f)", name, one.perSecond() / other.perSecond(), target);
  }

  static void memory(KeygateInstance keygate, String when)
      throws java.io.IOException, InterruptedException {
    long server = keygate.serverPid();
    Optional<Long> resident = Memory.resident(server);
    say(
        "memory %s: server %s, of its heap alive %s; MariaDB %s",
        when,
        mebibytes(resident),
        mebibytes(Memory.heap(server)),
        mebibytes(Memory.resident(keygate.databasePid())));
  }

  private static String mebibytes(Optional<Long> amount) {
    return amount.map(mebibytes -> mebibytes + " MiB").orElse("unknown");
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
  }
}
