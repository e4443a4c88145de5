package io.keygate.idpcheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends a process when this JVM is gone, however it went: {@code kill -9} runs no shutdown hook, but
 * it closes the pipe that the leash reads from.
 */
final class Leash implements AutoCloseable {
  private static final String WATCH =
      "trap '' INT HUP; read -r word; [ \"$word\" = loose ] || kill \"$0\"";

  private final Process watcher;

  private Leash(Process watcher) {
    this.watcher = watcher;
  }

  static Leash of(Process process) {
    try {
      return new Leash(
          new ProcessBuilder("/bin/sh", "-c", WATCH, Long.toString(process.pid()))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets go of the process; after it has ended, so that nobody else is hit who gets its number. */
  @Override
  public void close() {
    try (var pipe = watcher.getOutputStream()) {
      pipe.write("loose\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      watcher.destroy();
    }
  }
}
