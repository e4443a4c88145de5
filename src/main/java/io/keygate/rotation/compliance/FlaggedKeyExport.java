package io.keygate.rotation.compliance;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The keys that are asked for, all as of one moment, a page in memory at a time. */
final class FlaggedKeyExport {
  private static final int PAGE = 1_000;

  private final FlaggedKeys keys;
  private final long organizationId;
  private final Set<Finding> wanted;
  private final Instant asOf;

  FlaggedKeyExport(FlaggedKeys keys, long organizationId, Set<Finding> wanted, Instant asOf) {
    this.keys = keys;
    this.organizationId = organizationId;
    this.wanted = wanted;
    this.asOf = asOf;
  }

  /** Takes one key. */
  interface Sink {
    void take(FlaggedKey key) throws IOException;
  }

  /** Hands them out in the order in which they were generated. */
  void forEach(Sink sink) throws IOException {
    long read = 0;
    List<FlaggedKeys.Row> page;
    do {
      page = keys.after(organizationId, wanted, asOf, read, PAGE);
      for (FlaggedKeys.Row row : page) {
        sink.take(row.key());
        read = row.id();
      }
    } while (page.size() == PAGE);
  }
}
