package io.keygate.trace;

import io.keygate.platform.persistence.DatabaseErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Takes what is waiting, writes it in one transaction, and tells the requests afterwards. */
final class SpanWriter implements Runnable {
  private static final Logger log = Logger.getLogger(SpanWriter.class);
  private static final int MOST_SPANS = 4_000;
  private static final long MOST_BYTES = 16L << 20;
  private static final int TRIES = 5;

  private final BlockingQueue<PendingSpans> queue;
  private final DataSource dataSource;
  private volatile boolean stopped;

  SpanWriter(BlockingQueue<PendingSpans> queue, DataSource dataSource) {
    this.queue = queue;
    this.dataSource = dataSource;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped || !queue.isEmpty()) {
      try {
        PendingSpans first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(together(first));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error("Spans could not be written", e);
      }
    }
  }

  /** The first and what else is waiting, as much as one transaction shall hold. */
  private List<PendingSpans> together(PendingSpans first) {
    List<PendingSpans> group = new ArrayList<>();
    group.add(first);
    long spans = first.spans().size();
    long bytes = first.bytes();
    while (spans < MOST_SPANS && bytes < MOST_BYTES) {
      PendingSpans next = queue.poll();
      if (next == null) {
        break;
      }
      group.add(next);
      spans += next.spans().size();
      bytes += next.bytes();
    }
    // NB: whoever waits no longer will send the same again; writing it now would be done twice.
    group.removeIf(pending -> pending.durable().isDone());
    return group;
  }

  private void write(List<PendingSpans> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      commit(group);
      group.forEach(pending -> pending.durable().complete(null));
    } catch (SQLException | RuntimeException | Error e) {
      // NB: errors too; a writer that ended would leave all ingest waiting for nobody.
      if (group.size() > 1 && !DatabaseErrors.isUnavailable(e)) {
        // One request that the database refuses must not take the others with it.
        group.forEach(pending -> write(List.of(pending)));
        return;
      }
      log.warnf(
          "%d requests with spans were not stored: %s", group.size(), DatabaseErrors.summary(e));
      group.forEach(pending -> pending.durable().completeExceptionally(e));
    }
  }

  private void commit(List<PendingSpans> group) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        commitOnce(group);
        return;
      } catch (SQLException e) {
        boolean again = DatabaseErrors.isConcurrentChange(e) || DatabaseErrors.isUnavailable(e);
        if (!again || attempt == TRIES || (DatabaseErrors.isUnavailable(e) && attempt > 1)) {
          throw e;
        }
      }
    }
  }

  private void commitOnce(List<PendingSpans> group) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        SpanInsert.execute(connection, group);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        resetAutoCommit(connection);
      }
    }
  }

  private static void rollback(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static void resetAutoCommit(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      log.debugf("A dead connection goes back to the pool: %s", DatabaseErrors.summary(e));
    }
  }
}
