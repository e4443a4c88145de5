package io.keygate.trace;

import io.keygate.platform.persistence.Database;
import io.keygate.platform.startup.SchemaReady;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stores spans durably. Requests that come together share a transaction: a few writers take what is
 * waiting, insert it in bulk, commit, and only then let the requests go on.
 */
@ApplicationScoped
public class SpanStore {
  /** Longer than the pool's and the driver's own limits, so that those tell what is wrong. */
  private static final long PATIENCE_SECONDS = 20;

  private final Database database;
  private final TraceConfig config;
  private final Clock clock;
  private final LinkedBlockingQueue<PendingSpans> queue = new LinkedBlockingQueue<>();
  private final List<SpanWriter> writers = new ArrayList<>();
  private volatile long largestSpan = Long.MAX_VALUE;

  @Resource private ManagedThreadFactory threads;

  @Inject
  SpanStore(Database database, TraceConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes SchemaReady ready) {
    largestSpan = largestPacket() / 2;
    for (int i = 0; i < config.writers(); i++) {
      var writer = new SpanWriter(queue, database.gate());
      writers.add(writer);
      threads.newThread(writer).start();
    }
  }

  @PreDestroy
  void stop() {
    writers.forEach(SpanWriter::stop);
  }

  /**
   * Stores the spans under the stream; one with the same trace and span id that is there already
   * stays. When this returns they are committed.
   *
   * @throws SpansNotStoredException where that is not known; sending them again does no harm
   */
  public void store(long streamId, long apiKeyId, List<NewSpan> spans) {
    if (spans.isEmpty()) {
      return;
    }
    var pending = PendingSpans.of(streamId, apiKeyId, clock.instant(), spans);
    queue.add(pending);
    try {
      pending.durable().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      pending.durable().cancel(false);
      throw new SpansNotStoredException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpansNotStoredException(e);
    }
  }

  /** How large a span may be ({@link NewSpan#size}) so that the database takes it in one piece. */
  public long largestSpan() {
    return largestSpan;
  }

  private long largestPacket() {
    try (var connection = database.gate().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select @@max_allowed_packet")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not tell max_allowed_packet", e);
    }
  }
}
