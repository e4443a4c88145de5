package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The heads of the chains outside the database: a file to which lines are added, and nothing else.
 */
@Shared
class AnchorFile {
  private static final String NAME = "audit-anchors.ndjson";

  private final Path file;

  @Inject
  AnchorFile(Home home) {
    file = home.secretFile(NAME);
  }

  /** Adds them, and waits until they are on the disk. */
  synchronized void add(Collection<Anchor> anchors) throws IOException {
    var text = new StringBuilder();
    anchors.forEach(anchor -> text.append(anchor.line()).append('\n'));
    try (var channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      if (endsInTheMiddle()) {
        text.insert(0, '\n');
      }
      var bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
  }

  /** A line may have been cut by a crash; the next one must not be lost with it. */
  private boolean endsInTheMiddle() throws IOException {
    try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.READ))) {
      if (channel.size() == 0) {
        return false;
      }
      var last = ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0) != '\n';
    }
  }

  /** Those that are meant, in the order in which they were written. */
  List<Anchor> matching(Predicate<Anchor> meant) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines.map(Anchor::parse).flatMap(Optional::stream).filter(meant).toList();
    }
  }
}
