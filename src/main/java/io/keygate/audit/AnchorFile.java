package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.audit.chain.Anchor;
import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

  /** Those of a chain, in the order in which they were written. */
  List<Anchor> of(String chain) {
    // NB: read before it is parsed; the file has those of all chains.
    return read(
        lines ->
            lines
                .filter(line -> line.contains(chain))
                .map(Anchor::parse)
                .flatMap(Optional::stream)
                .filter(anchor -> anchor.chain().equals(chain))
                .toList());
  }

  /** The ids of all chains, with what each is called. */
  Map<String, String> chains() {
    return read(
        lines -> {
          Map<String, String> chains = new TreeMap<>();
          lines
              .map(Anchor::parse)
              .flatMap(Optional::stream)
              .forEach(anchor -> chains.putIfAbsent(anchor.chain(), anchor.label()));
          return chains;
        });
  }

  private <T> T read(Function<Stream<String>, T> reading) {
    try (Stream<String> lines = Files.lines(path, UTF_8)) {
      return reading.apply(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
