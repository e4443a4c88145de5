package io.keygate.bench;

import io.keygate.gate.otlp.MalformedOtlpException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/traces} beside the bulk insert rate of the same MariaDB with the same rows. */
final class IngestBench {
  private static final int CONNECTIONS = 16;

  /** The best of these is what ingest is measured against. */
  private static final List<RawInsert.Way> WAYS =
      List.of(
          new RawInsert.Way(1, 512),
          new RawInsert.Way(1, 2_000),
          new RawInsert.Way(2, 512),
          new RawInsert.Way(2, 2_000),
          new RawInsert.Way(4, 512));

  private final KeygateInstance keygate;
  private final Schedule schedule;
  private final byte[] body = SpanRequest.body();
  private final SpanTable table;
  private final SpanTable.Target ingestTarget;
  private final SpanTable.Target rawTarget;
  private final RawInsert rawInsert;
  private final List<RequestSource> requests = new ArrayList<>();
  private final Series ingest =
      new Series("POST /v1/traces, spans (" + SpanRequest.SPANS + " a request)", SpanRequest.SPANS);

  IngestBench(KeygateInstance keygate, Schedule schedule, AdminApi admin)
      throws IOException, InterruptedException, SQLException, MalformedOtlpException {
    this.keygate = keygate;
    this.schedule = schedule;
    ApiKey key = admin.generateKey("dev", "ingest");
    for (int i = 0; i < CONNECTIONS; i++) {
      requests.add(new SpanRequests(key.secret(), body));
    }
    table = keygate.spanTable();
    ingestTarget = table.target(key.id());
    rawTarget = table.target(admin.generateKey("stg", "raw insert").id());
    rawInsert = new RawInsert(table, rawTarget, body);
  }

  /** Answers the series of the raw inserts, done in the best way. */
  Series run() throws IOException, InterruptedException, SQLException {
    ingestFor(schedule.round());
    RawInsert.Way best = bestWay();
    var raw = new Series("raw bulk insert, rows (" + best + " a transaction)", best.batch());
    for (int i = 0; i < Schedule.ROUNDS; i++) {
      raw.add(insertFor(best, schedule.round()));
      ingest.add(ingestFor(schedule.round()));
    }
    return raw;
  }

  Series ingest() {
    return ingest;
  }

  long bytesOfARow() {
    return rawInsert.bytesOfARow();
  }

  private RawInsert.Way bestWay() throws InterruptedException, SQLException {
    RawInsert.Way best = WAYS.get(0);
    double most = 0;
    insertFor(best, schedule.round());
    for (RawInsert.Way way : WAYS) {
      double rows = insertFor(way, schedule.round()).perSecond() * way.batch();
      Report.say("raw insert with %s a transaction: %,.0f rows/s", way, rows);
      if (rows > most) {
        most = rows;
        best = way;
      }
    }
    return best;
  }

  private Round ingestFor(Duration duration) throws IOException, SQLException {
    table.empty();
    Round round = HttpLoad.run(keygate.port(), requests, duration);
    check(ingestTarget, round, SpanRequest.SPANS);
    return round;
  }

  private Round insertFor(RawInsert.Way way, Duration duration)
      throws InterruptedException, SQLException {
    table.empty();
    Round round = rawInsert.run(way, duration);
    check(rawTarget, round, way.batch());
    return round;
  }

  /** What was answered with success is there; where nothing was refused, nothing else is. */
  private void check(SpanTable.Target target, Round round, int rowsEach) throws SQLException {
    long expected = round.succeeded() * rowsEach;
    long found = table.count(target);
    if (found < expected || (found > expected && round.refused() == 0)) {
      throw new CannotMeasureException(
          "The table has " + found + " rows where " + expected + " were told to be durable");
    }
  }
}
