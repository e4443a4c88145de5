package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * A file to which lines are added, and nothing else. Opened for each addition, so that it may be
 * moved away between two.
 */
final class LineFile {
  private final Path file;

  LineFile(Path file) {
    this.file = file;
  }

  /** Adds them, and waits until they are on the disk. */
  synchronized void add(List<String> lines) throws IOException {
    var text = new StringBuilder();
    if (endsInTheMiddle()) {
      text.append('\n');
    }
    lines.forEach(line -> text.append(line).append('\n'));
    try (var channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      var bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** A line may have been cut by a crash; the next one must not be lost with it. */
  private boolean endsInTheMiddle() throws IOException {
    if (!file.toFile().exists()) {
      return false;
    }
    try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.READ))) {
      if (channel.size() == 0) {
        return false;
      }
      var last = ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0) != '\n';
    }
  }
}
