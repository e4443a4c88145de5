package io.keygate.apikey;

import io.keygate.environment.LiveKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the keys that open the gate. */
@ApplicationScoped
class LiveKeyCount implements LiveKeys {
  private final ApiKeyQueries queries;
  private final Clock clock;

  @Inject
  LiveKeyCount(ApiKeyQueries queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  @Override
  public Map<Long, Long> count(Collection<Long> streamIds) {
    return queries.countLive(streamIds, clock.instant()).stream()
        .collect(Collectors.toMap(row -> (Long) row[0], row -> (Long) row[1]));
  }
}
