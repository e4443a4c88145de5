package io.keygate.environment;

import static java.util.Objects.requireNonNull;

import io.keygate.project.Project;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Environments as a project has them: with what is known of the stream. */
@ApplicationScoped
class StreamFacts {
  private final EnvironmentQueries queries;
  private final LiveKeys liveKeys;
  private final LastReceived lastReceived;

  @Inject
  StreamFacts(EnvironmentQueries queries, LiveKeys liveKeys, LastReceived lastReceived) {
    this.queries = queries;
    this.liveKeys = liveKeys;
    this.lastReceived = lastReceived;
  }

  ProjectEnvironmentView view(Project project, Environment environment) {
    return requireNonNull(views(project, List.of(environment)).get(environment.id()));
  }

  /** By the id of the environment. */
  Map<Long, ProjectEnvironmentView> views(Project project, List<Environment> environments) {
    Map<Long, Stream> found = new HashMap<>();
    queries.streams(project.id()).forEach(stream -> found.put(stream.environmentId(), stream));
    List<Long> ids = found.values().stream().map(Stream::id).toList();
    Map<Long, Long> live = ids.isEmpty() ? Map.of() : liveKeys.count(ids);
    Map<Long, Instant> received = ids.isEmpty() ? Map.of() : lastReceived.of(ids);
    Map<Long, ProjectEnvironmentView> views = new HashMap<>();
    for (Environment environment : environments) {
      Stream stream = found.get(environment.id());
      views.put(
          environment.id(),
          stream == null
              ? ProjectEnvironmentView.of(environment, null, 0, null)
              : ProjectEnvironmentView.of(
                  environment,
                  stream,
                  live.getOrDefault(stream.id(), 0L),
                  received.get(stream.id())));
    }
    return views;
  }
}
