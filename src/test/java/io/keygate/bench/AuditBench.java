package io.keygate.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygate.audit.chain.Canonical;
import io.keygate.platform.mac.MacKeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The audit trail: changes at once beside the same one after the other, and verifying a million
 * events beside reading them.
 */
final class AuditBench {
  private static final int CHANGES = 200;
  private static final int THREADS = 32;
  private static final int ROUNDS = 3;
  private static final int EVENTS = 1_000_000;
  private static final int BATCH = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeygateInstance keygate;
  private final AdminApi admin;
  private int projects;

  AuditBench(KeygateInstance keygate, AdminApi admin) {
    this.keygate = keygate;
    this.admin = admin;
  }

  /** Seconds of changes at once over seconds of as many in turn; the best round of each. */
  record Together(double inTurn, double atOnce) {}

  Together changes() throws Exception {
    double inTurn = Double.MAX_VALUE;
    double atOnce = Double.MAX_VALUE;
    make(1);
    makeAtOnce();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      make(CHANGES);
      inTurn = Math.min(inTurn, seconds(start));
      start = System.nanoTime();
      makeAtOnce();
      atOnce = Math.min(atOnce, seconds(start));
    }
    return new Together(inTurn, atOnce);
  }

  private void make(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      admin.createProject("Project " + projects++);
    }
  }

  private void makeAtOnce() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < CHANGES; i++) {
        String name = "Project " + projects++;
        changes.add(
            threads.submit(
                () -> {
                  admin.createProject(name);
                  return null;
                }));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds that it takes to read a chain of a million events, to verify it, to export it. */
  record Million(double read, double verify, double export, long exportedBytes) {}

  Million million() throws Exception {
    long chain = fill();
    read(chain);
    double read = Double.MAX_VALUE;
    double verify = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      read(chain);
      read = Math.min(read, seconds(start));
      start = System.nanoTime();
      JsonNode result = admin.get("/audit/verification");
      verify = Math.min(verify, seconds(start));
      if (!result.path("intact").asBoolean() || result.path("events").asLong() < EVENTS) {
        throw new CannotMeasureException("The chain is not as it was made: " + result);
      }
    }
    long start = System.nanoTime();
    long bytes = 0;
    try (InputStream export = admin.stream("/audit", "application/x-ndjson")) {
      byte[] buffer = new byte[1 << 16];
      for (int n = export.read(buffer); n >= 0; n = export.read(buffer)) {
        bytes += n;
      }
    }
    return new Million(read, verify, seconds(start), bytes);
  }

  /** The same rows, in pages by number, with nothing done with them. */
  private void read(long chain) throws Exception {
    long bytes = 0;
    try (Connection connection = keygate.spanTable().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "select number, body, mac, occurred_at, actor, action, outcome, target_id,"
                    + " target_path, lineage from audit_event where chain_id = ? and number > ?"
                    + " order by number limit ?")) {
      long number = 0;
      int rows;
      do {
        rows = 0;
        statement.setLong(1, chain);
        statement.setLong(2, number);
        statement.setInt(3, BATCH);
        try (var row = statement.executeQuery()) {
          while (row.next()) {
            number = row.getLong(1);
            bytes += row.getString(2).length() + row.getBytes(3).length;
            for (int column = 5; column <= 10; column++) {
              String value = row.getString(column);
              bytes += value == null ? 0 : value.length();
            }
            rows++;
          }
        }
      } while (rows == BATCH);
    }
    if (bytes == 0) {
      throw new CannotMeasureException("The chain is empty");
    }
  }

  /** Goes on with the organization's chain as Keygate would, straight in the database. */
  private long fill() throws Exception {
    MacKeyFile keys =
        MacKeyFile.parse(Files.readString(KeygateInstance.home().resolve("audit-keys")));
    try (Connection connection = keygate.spanTable().connect()) {
      connection.setAutoCommit(false);
      Chain chain = chain(connection);
      Map<String, Object> fields = new TreeMap<>(template(connection, chain.id()));
      long number = chain.number();
      byte[] mac = chain.mac();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into audit_event values (?, ?, ?, 'admin', 'project.created', 'success', ?,"
                  + " ?, null, ?, ?)")) {
        while (number < EVENTS) {
          for (int i = 0; i < BATCH; i++) {
            number++;
            Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            fields.put("number", number);
            fields.put("at", at.toString());
            fields.put("previousMac", HexFormat.of().formatHex(mac));
            String body = Canonical.of(fields);
            mac = keys.mac(keys.newest(), body.getBytes(UTF_8)).orElseThrow();
            insert.setLong(1, chain.id());
            insert.setLong(2, number);
            insert.setObject(3, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
            insert.setString(4, text(fields, "id"));
            insert.setString(5, text(fields, "path"));
            insert.setString(6, body);
            insert.setBytes(7, mac);
            insert.addBatch();
          }
          insert.executeBatch();
        }
      }
      try (PreparedStatement head =
          connection.prepareStatement(
              "update audit_chain set head_number = ?, head_mac = ? where id = ?")) {
        head.setLong(1, number);
        head.setBytes(2, mac);
        head.setLong(3, chain.id());
        head.executeUpdate();
      }
      connection.commit();
      return chain.id();
    }
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(((Map<?, ?>) fields.getOrDefault("target", Map.of())).get(name));
  }

  private record Chain(long id, long number, byte[] mac) {}

  private static Chain chain(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select id, head_number, head_mac from audit_chain where label = 'bench'")) {
      row.next();
      return new Chain(row.getLong(1), row.getLong(2), row.getBytes(3));
    }
  }

  private static Map<String, Object> template(Connection connection, long chain)
      throws SQLException, IOException {
    try (var statement =
        connection.prepareStatement(
            "select body from audit_event where chain_id = ? and action = 'project.created'"
                + " limit 1")) {
      statement.setLong(1, chain);
      try (var row = statement.executeQuery()) {
        row.next();
        return JSON.readValue(row.getString(1), new TypeReference<>() {});
      }
    }
  }
}
