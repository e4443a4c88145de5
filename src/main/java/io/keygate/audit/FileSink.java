package io.keygate.audit;

import io.keygate.audit.chain.Link;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file KEYGATE_AUDIT_FILE, in NDJSON, for a SIEM to tail; may be moved away at any time. */
final class FileSink implements Sink {
  private final String name;
  private final LineFile file;

  /**
   * Of this node; each has a file of its own.
   *
   * @param node what this node is called
   */
  FileSink(String node, Path path) {
    name = "file-" + node;
    file = new LineFile(path);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void take(List<Link> links) throws IOException {
    file.add(links.stream().map(ChainReader::exported).toList());
  }
}
