package io.keygate.environment;

import java.util.Collection;
import java.util.Map;

/** How many keys open the gate; apikey knows it. */
public interface LiveKeys {
  /** By the internal id of the stream; a stream without any is absent. */
  Map<Long, Long> count(Collection<Long> streamIds);
}
