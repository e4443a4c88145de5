package io.keygate.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes of this home that a killed launcher left behind. They would hold the data and the
 * ports; a new start ends them in good order.
 */
final class Orphans {
  private static final long PATIENCE_SECONDS = 60;

  private Orphans() {}

  static void stop(Path home) {
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .filter(process -> belongsTo(process, home))
            .toList();
    for (ProcessHandle orphan : orphans) {
      Launcher.say("Stopping process " + orphan.pid() + ", left behind by a start that was killed");
      orphan.destroy();
    }
    orphans.forEach(Orphans::await);
  }

  /** The launcher starts both with paths of the home in their arguments. */
  private static boolean belongsTo(ProcessHandle process, Path home) {
    String[] arguments = process.info().arguments().orElse(new String[0]);
    for (String argument : arguments) {
      if (argument.equals("-Djboss.server.base.dir=" + home.resolve("server"))
          || argument.equals("--datadir=" + home.resolve("database").resolve("data"))) {
        return true;
      }
    }
    return false;
  }

  private static void await(ProcessHandle orphan) {
    try {
      orphan.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      orphan.destroyForcibly();
    }
  }
}
