package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The heads of the chains outside the database: {@code audit-anchors.ndjson} in KEYGATE_HOME. */
@Shared
class AnchorFile {
  private static final String NAME = "audit-anchors.ndjson";

  private final Path path;
  private final LineFile file;

  @Inject
  AnchorFile(Home home) {
    path = home.secretFile(NAME);
    file = new LineFile(path);
  }

  /** Adds them, and waits until they are on the disk. */
  void add(Collection<Anchor> anchors) throws IOException {
    file.add(anchors.stream().map(Anchor::line).toList());
  }

  /** Those that are meant, in the order in which they were written. */
  List<Anchor> matching(Predicate<Anchor> meant) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path, UTF_8)) {
      return lines.map(Anchor::parse).flatMap(Optional::stream).filter(meant).toList();
    }
  }
}
