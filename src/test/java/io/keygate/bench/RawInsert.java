package io.keygate.bench;

import io.keygate.gate.otlp.MalformedOtlpException;
import io.keygate.gate.otlp.OtlpEncoding;
import io.keygate.gate.otlp.OtlpMessages;
import io.keygate.trace.NewSpan;
import io.keygate.trace.SpanInsert;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What this MariaDB takes at most: the same rows, by JDBC in bulk, with nothing in between. */
final class RawInsert {
  private final SpanTable table;
  private final SpanTable.Target target;
  private final List<NewSpan> rows;

  RawInsert(SpanTable table, SpanTable.Target target, byte[] body) throws MalformedOtlpException {
    this.table = table;
    this.target = target;
    this.rows =
        OtlpMessages.traces(body, OtlpEncoding.PROTOBUF, bytes -> {}, Long.MAX_VALUE).spans();
  }

  /**
   * How it is done.
   *
   * @param batch rows of one bulk statement, which is one transaction
   */
  record Way(int connections, int batch) {
    @Override
    public String toString() {
      return connections
          + (connections == 1 ? " connection, " : " connections, ")
          + batch
          + " rows";
    }
  }

  /** Inserts for this long; what is under way then is committed still, and counts as late. */
  Round run(Way way, Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(way.connections());
    try {
      Callable<Round> one = () -> insert(way.batch(), duration, end);
      List<Future<Round>> all = new ArrayList<>();
      for (int i = 0; i < way.connections(); i++) {
        all.add(threads.submit(one));
      }
      return together(all, duration);
    } finally {
      threads.shutdown();
    }
  }

  /** The text and numbers of an average row, without what the database adds. */
  long bytesOfARow() {
    return rows.stream().mapToLong(NewSpan::size).sum() / rows.size();
  }

  private static Round together(List<Future<Round>> parts, Duration duration)
      throws InterruptedException {
    var latencies = new Histogram();
    long done = 0;
    long late = 0;
    for (Future<Round> part : parts) {
      try {
        Round round = part.get();
        done += round.done();
        late += round.late();
        latencies.add(round.latencies());
      } catch (ExecutionException e) {
        throw new IllegalStateException("rows could not be inserted", e.getCause());
      }
    }
    return new Round(duration, done, late, 0, latencies);
  }

  private Round insert(int batch, Duration duration, long end) throws SQLException {
    var latencies = new Histogram();
    var ids = new SpanIds();
    long done = 0;
    try (Connection connection = table.connect();
        PreparedStatement statement = connection.prepareStatement(SpanInsert.SQL)) {
      connection.setAutoCommit(false);
      while (true) {
        long start = System.nanoTime();
        insert(statement, batch, ids);
        connection.commit();
        long now = System.nanoTime();
        if (now - end >= 0) {
          return new Round(duration, done, 1, 0, latencies);
        }
        done++;
        latencies.add(now - start);
      }
    }
  }

  private void insert(PreparedStatement statement, int batch, SpanIds ids) throws SQLException {
    Instant now = Instant.now();
    for (int i = 0; i < batch; i++) {
      ids.next(i);
      NewSpan row = renewed(rows.get(i % rows.size()), ids);
      SpanInsert.bind(statement, target.streamId(), target.apiKeyId(), now, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private static NewSpan renewed(NewSpan row, SpanIds ids) {
    return new NewSpan(
        ByteBuffer.allocate(16).putLong(ids.traceHigh()).putLong(ids.traceLow()).array(),
        ByteBuffer.allocate(8).putLong(ids.span()).array(),
        row.parentSpanId(),
        row.traceState(),
        row.name(),
        row.kind(),
        ids.start(),
        ids.end() - ids.start(),
        row.statusCode(),
        row.statusMessage(),
        row.serviceName(),
        row.scopeName(),
        row.scopeVersion(),
        row.semantics(),
        row.attributes(),
        row.resourceAttributes(),
        row.events(),
        row.links());
  }
}
