package io.keygate.audit;

import io.keygate.platform.config.Home;
import io.keygate.platform.inject.Shared;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.startup.SchemaReady;
import io.keygate.platform.text.Base62;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** The sinks that are configured, each with a thread of its own. Nobody waits for them. */
@Shared
class Sinks {
  private static final Logger log = Logger.getLogger(Sinks.class);
  private static final int NODE_DIGITS = 12;

  private final AuditConfig config;
  private final Home home;
  private final Database database;
  private final ChainReader reader;
  private final SinkPositions positions;
  private final List<SinkFeeder> feeders = new ArrayList<>();

  @Resource private ManagedThreadFactory threads;

  @Inject
  Sinks(
      AuditConfig config,
      Home home,
      Database database,
      ChainReader reader,
      SinkPositions positions) {
    this.config = config;
    this.home = home;
    this.database = database;
    this.reader = reader;
    this.positions = positions;
  }

  void start(@Observes SchemaReady ready) {
    String node = home.readOrCreate("node-id", () -> Base62.random(NODE_DIGITS)).strip();
    List<Sink> sinks = new ArrayList<>();
    config.file().ifPresent(path -> sinks.add(new FileSink(node, path)));
    config.endpoint().ifPresent(uri -> sinks.add(new OtlpSink(uri, config.headers())));
    forgetOthers(node, sinks);
    for (Sink sink : sinks) {
      var feeder = new SinkFeeder(sink, database, reader, positions);
      feeders.add(feeder);
      threads.newThread(feeder).start();
    }
  }

  private void forgetOthers(String node, List<Sink> sinks) {
    Set<String> unused = new HashSet<>(Set.of("file-" + node));
    sinks.forEach(sink -> unused.remove(sink.name()));
    try {
      positions.forget(unused);
      for (Sink sink : sinks) {
        positions.begin(sink.name());
      }
    } catch (SQLException e) {
      log.warnf("Audit sinks could not be noted: %s", DatabaseErrors.summary(e));
    }
  }

  @PreDestroy
  void stop() {
    feeders.forEach(SinkFeeder::stop);
  }
}
