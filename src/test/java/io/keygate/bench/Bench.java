package io.keygate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Measures the parts that are named ({@code verify ingest audit rotation}; none: all) and prints
 * figures and ratios. Ends with 0 whatever they are, with 1 only if they could not be had.
 */
public final class Bench {
  private static final Set<String> PARTS = Set.of("verify", "ingest", "audit", "rotation");
  private static final double VERIFY_TARGET = 0.5;
  private static final double INGEST_TARGET = 0.33;
  private static final double CHANGES_TARGET = 2;
  private static final double FIND_TARGET = 2;

  private final List<Runnable> table = new ArrayList<>();
  private final List<Runnable> ratios = new ArrayList<>();

  private Bench() {}

  public static void main(String[] args) throws Exception {
    int status = 0;
    try {
      Set<String> parts = args.length == 0 ? PARTS : Set.of(args);
      if (!PARTS.containsAll(parts)) {
        throw new CannotMeasureException("There are " + PARTS + ", not " + parts);
      }
      new Bench().run(parts);
    } catch (CannotMeasureException e) {
      System.err.println("bench: " + e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private void run(Set<String> parts) throws Exception {
    Schedule schedule = Schedule.ofEnvironment();
    Report.say("Starting an instance of its own ...");
    try (var keygate = KeygateInstance.start()) {
      AdminApi admin = AdminApi.begin(keygate);
      Report.memory(keygate, "after the start");
      if (parts.contains("verify")) {
        verify(keygate, schedule, admin);
      }
      if (parts.contains("ingest")) {
        ingest(keygate, schedule, admin);
      }
      if (parts.contains("rotation")) {
        rotation(keygate, admin);
      }
      if (parts.contains("audit")) {
        audit(keygate, admin);
      }
    }
    Report.say("");
    Report.head();
    table.forEach(Runnable::run);
    Report.say("");
    ratios.forEach(Runnable::run);
  }

  private void verify(KeygateInstance keygate, Schedule schedule, AdminApi admin) throws Exception {
    Report.say("Measuring GET /v1/verify and endpoints that do nothing ...");
    var bench = new VerifyBench(keygate, schedule);
    bench.run(admin);
    Report.memory(keygate, "after verifying");
    table.add(() -> Report.row(bench.verify()));
    table.add(() -> Report.row(bench.bare()));
    table.add(() -> Report.row(bench.servlet()));
    ratios.add(() -> Report.ratio("verify/bare", bench.verify(), bench.bare(), VERIFY_TARGET));
  }

  private void ingest(KeygateInstance keygate, Schedule schedule, AdminApi admin) throws Exception {
    Report.say("Measuring POST /v1/traces and raw inserts ...");
    var bench = new IngestBench(keygate, schedule, admin);
    Series raw = bench.run();
    Report.memory(keygate, "after ingesting");
    table.add(() -> Report.row(bench.ingest()));
    table.add(() -> Report.row(raw));
    ratios.add(() -> Report.ratio("ingest/raw", bench.ingest(), raw, INGEST_TARGET));
  }

  private void rotation(KeygateInstance keygate, AdminApi admin) throws Exception {
    Report.say("Measuring how what is due is found among a million keys ...");
    RotationBench.Found found = new RotationBench(keygate, admin).run();
    Report.memory(keygate, "after looking at keys");
    ratios.add(
        () -> {
          Report.say(
              "200 keys that are due: among a thousand %.0f µs, among a million %.0f µs;"
                  + " million/thousand = %.2f (target at most %.2f)",
              found.few(), found.many(), found.many() / found.few(), FIND_TARGET);
          Report.say("found by: %s", found.plan());
          Report.say(
              "a node looks at %,.0f due keys a second, and queues reminders", found.looked());
        });
  }

  private void audit(KeygateInstance keygate, AdminApi admin) throws Exception {
    Report.say("Measuring changes at once, and making a trail of a million events ...");
    var bench = new AuditBench(keygate, admin);
    AuditBench.Together changes = bench.changes();
    AuditBench.Million million = bench.million();
    Report.memory(keygate, "after verifying and exporting a million events");
    ratios.add(
        () -> {
          Report.say(
              "200 changes in turn %.2f s, at once %.2f s; at once/in turn = %.2f (target at most"
                  + " %.2f)",
              changes.inTurn(),
              changes.atOnce(),
              changes.atOnce() / changes.inTurn(),
              CHANGES_TARGET);
          Report.say(
              "a million events: reading %.1f s, verifying %.1f s, export %.1f s and %d MB;"
                  + " verifying/reading = %.2f",
              million.read(),
              million.verify(),
              million.export(),
              million.exportedBytes() / 1_000_000,
              million.verify() / million.read());
        });
  }
}
