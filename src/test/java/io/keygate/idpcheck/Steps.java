package io.keygate.idpcheck;

import io.keygate.testing.Report;

/** Runs one named step after the other; one that fails does not keep the others from running. */
final class Steps {
  private final Report report;

  Steps(Report report) {
    this.report = report;
  }

  /** What a step does; it throws what was wrong. */
  interface Step {
    void run() throws Exception;
  }

  /** Steps that belong together; where not even the first can begin, that is what was wrong. */
  void group(String name, Step group) {
    try {
      group.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.failed(name, "interrupted");
    } catch (AssertionError | Exception e) {
      report.failed(name + " could not be tried to the end", e.toString());
    }
  }

  void step(String name, Step step) {
    try {
      step.run();
      report.passed(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.failed(name, "interrupted");
    } catch (AssertionError | Exception e) {
      report.failed(name, e.toString());
    }
  }
}
