package io.keygate.audit;

import io.keygate.audit.chain.Link;
import java.io.IOException;
import java.util.List;

/** The events that are asked for, up to the one that tells of an export. */
final class Export {
  private static final int PAGE = 1_000;

  private final ChainReader reader;
  private final long chainId;
  private final long upTo;
  private final AuditFilter.Condition meant;

  Export(ChainReader reader, long chainId, long upTo, AuditFilter.Condition meant) {
    this.reader = reader;
    this.chainId = chainId;
    this.upTo = upTo;
    this.meant = meant;
  }

  /** Takes one event. */
  interface Sink {
    void take(Link link) throws IOException;
  }

  /** Hands them out in order, a page in memory at a time. */
  void forEach(Sink sink) throws IOException {
    long read = 0;
    List<Link> page;
    do {
      page = reader.matching(chainId, meant, read, PAGE, false);
      for (Link link : page) {
        if (link.number() > upTo) {
          return;
        }
        sink.take(link);
        read = link.number();
      }
    } while (page.size() == PAGE);
  }
}
