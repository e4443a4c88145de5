package io.keygate.environment;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** When data last came in; trace knows it. */
public interface LastReceived {
  /** By the internal id of the stream; one that never had data is absent. */
  Map<Long, Instant> of(Collection<Long> streamIds);
}
