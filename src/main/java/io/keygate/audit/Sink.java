package io.keygate.audit;

import io.keygate.audit.chain.Link;
import java.io.IOException;
import java.util.List;

/** Somewhere else that events go. */
interface Sink {
  /** What its positions are kept under. */
  String name();

  /** Hands over some events of a chain in order; has taken all of them when it returns. */
  void take(List<Link> links) throws IOException, InterruptedException;
}
