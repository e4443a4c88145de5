package io.keygate.audit;

import io.keygate.audit.SinkPositions.Behind;
import io.keygate.audit.chain.Link;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.persistence.NamedLock;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Feeds one sink from the database: what it has is noted after it has taken it, so that nothing is
 * lost; after a crash some may come twice, with the same chain and number. One node at a time.
 */
final class SinkFeeder implements Runnable {
  private static final Logger log = Logger.getLogger(SinkFeeder.class);
  private static final int BATCH = 500;
  private static final long PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Sink sink;
  private final Database database;
  private final ChainReader reader;
  private final SinkPositions positions;
  private volatile boolean stopped;
  private boolean troubled;

  SinkFeeder(Sink sink, Database database, ChainReader reader, SinkPositions positions) {
    this.sink = sink;
    this.database = database;
    this.reader = reader;
    this.positions = positions;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    long pause = PAUSE_MILLIS;
    while (!stopped) {
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
        feed();
        pause = PAUSE_MILLIS;
        tellOfRecovery();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | SQLException | RuntimeException e) {
        tell(e);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private void feed() throws IOException, SQLException, InterruptedException {
    try (Connection connection = database.gate().getConnection();
        var lock = NamedLock.take(connection, "audit-" + sink.name(), Duration.ZERO)) {
      if (!lock.isHeld()) {
        return;
      }
      IOException failed = null;
      for (Behind behind : positions.behind(connection, sink.name())) {
        try {
          feed(connection, behind);
        } catch (IOException e) {
          // NB: what the sink does not like of one chain does not keep it from the others.
          failed = e;
        }
      }
      if (failed != null) {
        throw failed;
      }
    }
  }

  private void feed(Connection connection, Behind behind)
      throws IOException, SQLException, InterruptedException {
    long number = behind.number();
    List<Link> links;
    do {
      links = reader.after(behind.chainId(), number, BATCH);
      if (!links.isEmpty()) {
        sink.take(links);
        number = links.get(links.size() - 1).number();
        positions.move(connection, sink.name(), behind.chainId(), number);
      }
    } while (links.size() == BATCH && !stopped);
  }

  /** Once for each outage; the addresses of sinks are in the configuration, not in the log. */
  private void tell(Exception reason) {
    if (!troubled) {
      String what =
          reason instanceof IOException ? reason.toString() : DatabaseErrors.summary(reason);
      log.warnf("The audit sink %s is behind, and will be fed later: %s", sink.name(), what);
    }
    troubled = true;
  }

  private void tellOfRecovery() {
    if (troubled) {
      troubled = false;
      log.infof("The audit sink %s is fed again", sink.name());
    }
  }
}
