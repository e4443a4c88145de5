package io.keygate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One round of load: each connection sends its next request when it has the answer to the one
 * before. All of them are served by one thread, because the load shares the machine with the
 * server.
 */
final class HttpLoad {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long WAKE_UP_MILLIS = 100;
  private static final int OK = 200;

  private final Histogram latencies = new Histogram();
  private final long end;
  private int underWay;
  private long done;
  private long late;
  private long refused;

  private HttpLoad(long end) {
    this.end = end;
  }

  /** Runs for this long, and then waits for the answers that are still due. */
  static Round run(int port, List<RequestSource> requests, Duration duration) throws IOException {
    List<Connection> connections = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (RequestSource source : requests) {
        connections.add(Connection.open(port, selector, source));
      }
      var load = new HttpLoad(System.nanoTime() + duration.toNanos());
      for (Connection connection : connections) {
        connection.send();
        load.underWay++;
      }
      load.run(selector);
      return new Round(duration, load.done, load.late, load.refused, load.latencies);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private void run(Selector selector) throws IOException {
    while (underWay > 0) {
      if (System.nanoTime() - end > PATIENCE.toNanos()) {
        throw new IOException(underWay + " requests were not answered");
      }
      try {
        selector.select(this::serve, WAKE_UP_MILLIS);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private void serve(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        connection.sendOn();
      }
      if (key.isReadable()) {
        int status = connection.receive();
        if (status != 0) {
          answered(connection, status);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answered(Connection connection, int status) throws IOException {
    long now = System.nanoTime();
    boolean inTime = now - end < 0;
    if (status != OK) {
      refused++;
    } else if (inTime) {
      done++;
      latencies.add(now - connection.sentAt());
    } else {
      late++;
    }
    if (inTime) {
      connection.send();
    } else {
      underWay--;
    }
  }
}
