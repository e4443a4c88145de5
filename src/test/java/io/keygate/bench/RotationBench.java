package io.keygate.bench;

import io.keygate.platform.persistence.Times;
import io.keygate.rotation.schedule.DueKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Finding the keys that are due: among a million beside among a thousand, with the plan of the
 * query; and how long a node takes to look at ten thousand and queue what is to be told.
 */
final class RotationBench {
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  private static final int STEP = 50_000;
  private static final int BATCH = 200;
  private static final int TIMES = 300;
  private static final int DUE = 10_000;

  private final KeygateInstance keygate;
  private final AdminApi admin;

  RotationBench(KeygateInstance keygate, AdminApi admin) {
    this.keygate = keygate;
    this.admin = admin;
  }

  /**
   * What came out.
   *
   * @param few microseconds to find a batch among a thousand keys
   * @param many the same among a million
   * @param plan how the database finds it
   * @param looked keys a second that a node looks at, and queues a reminder of each
   */
  record Found(double few, double many, String plan, double looked) {}

  Found run() throws Exception {
    admin.generateKey("dev", "rotation bench");
    try (Connection connection = keygate.spanTable().connect()) {
      fill(connection, 0, FEW);
      double few = median(connection);
      fill(connection, FEW, MANY);
      double many = median(connection);
      return new Found(few, many, plan(connection), looked(connection));
    }
  }

  /** Keys of the newest stream, to be looked at from tomorrow on, some each second. */
  private static void fill(Connection connection, int from, int to) throws SQLException {
    for (int first = from; first < to; first += STEP) {
      int last = Math.min(to, first + STEP);
      try (PreparedStatement keys =
              connection.prepareStatement(
                  """
                  insert into api_key (public_id, stream_id, name, owner, secret_hash, pepper_id,
                    last_four, may_ingest, may_read, created_at, created_by, lineage, rotate_by)
                  select concat('key_', lpad(n.seq, 22, '0')),
                    (select max(id) from stream), 'bench', 'bench@example.org',
                    unhex(sha2(n.seq, 256)), 'bench', '0000', 1, 1,
                    utc_timestamp(6) - interval 80 day, 'bench',
                    concat('lin_', lpad(n.seq, 22, '0')), utc_timestamp(6) + interval 10 day
                  from (with recursive seq as (select ? as seq union all
                    select seq + 1 from seq where seq + 1 < ?) select seq from seq) n\
                  """);
          PreparedStatement schedule =
              connection.prepareStatement(
                  """
                  insert into rotation_schedule (api_key_id, look_at)
                  select id, utc_timestamp(6) + interval 1 day
                    + interval cast(substr(public_id, 5) as int) second
                  from api_key where public_id between ? and ?\
                  """)) {
        connection.createStatement().execute("set max_recursive_iterations = 1000000");
        keys.setInt(1, first);
        keys.setInt(2, last);
        keys.executeUpdate();
        schedule.setString(1, "key_%022d".formatted(first));
        schedule.setString(2, "key_%022d".formatted(last - 1));
        schedule.executeUpdate();
      }
    }
    connection.createStatement().execute("analyze table rotation_schedule, api_key");
  }

  /** Microseconds of the query for a batch, as a node asks it; the moment is that of the 500th. */
  private static double median(Connection connection) throws SQLException {
    long[] nanos = new long[TIMES];
    Instant now = Instant.now().plus(Duration.ofDays(1)).plusSeconds(500);
    try (PreparedStatement find = connection.prepareStatement(DueKeys.FIND)) {
      for (int i = 0; i < TIMES; i++) {
        find.setObject(1, Times.toColumn(now));
        find.setInt(2, BATCH);
        long start = System.nanoTime();
        int rows = 0;
        try (var row = find.executeQuery()) {
          while (row.next()) {
            rows++;
          }
        }
        nanos[i] = System.nanoTime() - start;
        if (rows != BATCH) {
          throw new CannotMeasureException("Found " + rows + " keys, not " + BATCH);
        }
      }
    }
    Arrays.sort(nanos);
    return nanos[TIMES / 2] / 1e3;
  }

  private static String plan(Connection connection) throws SQLException {
    try (PreparedStatement explain = connection.prepareStatement("explain " + DueKeys.FIND)) {
      explain.setObject(1, Times.toColumn(Instant.now().plus(Duration.ofDays(2))));
      explain.setInt(2, BATCH);
      try (var row = explain.executeQuery()) {
        row.next();
        String plan =
            "%s of %s, about %d rows, %s"
                .formatted(
                    row.getString("type"),
                    row.getString("key"),
                    row.getLong("rows"),
                    row.getString("Extra"));
        if (!"range".equals(row.getString("type"))) {
          throw new CannotMeasureException("What is due is found by a scan: " + plan);
        }
        return plan;
      }
    }
  }

  /** Ten thousand become due at once. */
  private static double looked(Connection connection) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(
          "update rotation_schedule set look_at = utc_timestamp(6) order by look_at limit " + DUE);
      awaitDue(connection, DUE - 1);
      long start = System.nanoTime();
      awaitDue(connection, 0);
      return DUE / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Waits until at most so many are left. */
  private static void awaitDue(Connection connection, int left) throws Exception {
    try (PreparedStatement count =
        connection.prepareStatement(
            "select count(*) from rotation_schedule where look_at <= utc_timestamp(6)")) {
      long due;
      do {
        TimeUnit.MILLISECONDS.sleep(20);
        try (var row = count.executeQuery()) {
          row.next();
          due = row.getLong(1);
        }
      } while (due > left);
    }
  }
}
