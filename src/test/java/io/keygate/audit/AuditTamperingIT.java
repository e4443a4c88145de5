package io.keygate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chain of more than a thousand events, and somebody with all rights in MariaDB: whatever that
 * one does is found, by the server and by the program that checks an export, at its place. After
 * each test chain and anchors are put back as they were.
 */
class AuditTamperingIT {
  private static final int CHANGES = 1_000;
  private static final String EVENT_COLUMNS =
      "chain_id, number, occurred_at, actor, action, outcome, target_id, target_path, lineage,"
          + " body, mac";
  private static final String CHAIN_COLUMNS =
      "id, public_id, organization_id, label, head_number, head_mac, head_at, mac_key_id,"
          + " past_mac_key_ids, cut_number";

  private static RunningKeygate keygate;
  private static AuditDatabase database;
  private static Client admin;
  private static String org;
  private static long chain;
  private static long events;
  private static Path anchors;
  private static String keptAnchors;

  @BeforeAll
  static void writeAThousandEvents() throws Exception {
    keygate = RunningKeygate.start(RunningKeygate.freshHome(), Map.of());
    admin = keygate.client().admin();
    org = admin.newOrganization();
    rename(CHANGES);
    database = new AuditDatabase(keygate);
    database.dropTriggers();
    chain = database.chainOf(org);
    // The first verification by the timer is over; it will not come in between.
    Await.until(
        "the trails were verified",
        Duration.ofMinutes(5),
        () -> database.number("select count(*) from audit_duty where name like 'verified-%'") == 2);
    events = head();
    assertThat(events).isGreaterThan(CHANGES);
    database.run("create table kept_event as select * from audit_event where chain_id = ?", chain);
    database.run("create table kept_chain as select * from audit_chain where id = ?", chain);
    anchors = keygate.home().resolve("audit-anchors.ndjson");
    awaitAnchor();
    keptAnchors = Files.readString(anchors);
  }

  private static void rename(int times) {
    for (int i = 0; i < times; i++) {
      admin
          .patch("/api/v1/organizations/" + org, "{\"name\":\"Name " + System.nanoTime() + "\"}")
          .expect(200);
    }
  }

  private static long head() throws SQLException {
    return database.number("select max(head_number) from audit_chain where id = ?", chain);
  }

  @AfterAll
  static void stop() throws SQLException {
    database.close();
    keygate.close();
  }

  private static void awaitAnchor() {
    Await.until(
        "the head is anchored",
        Duration.ofSeconds(20),
        () -> {
          String mac =
              database.text(
                  "select lower(hex(head_mac)) from audit_chain where label = ? order by id limit"
                      + " 1",
                  org);
          return Files.readString(anchors).contains(mac);
        });
  }

  @AfterEach
  void undo() throws Exception {
    long untouched =
        database.number(
            "select count(*) from audit_chain c join kept_event k on k.number = c.head_number and"
                + " k.mac = c.head_mac");
    long chains = database.number("select count(*) from audit_chain where label = ?", org);
    if (chains > 0 && untouched == 0) {
      // What verification has told is on its way to the anchors.
      awaitAnchor();
    }
    database.run("delete from audit_event where chain_id in (?, -9)", chain);
    database.run("delete from audit_chain where id = ?", chain);
    database.run(
        "delete from audit_event where chain_id in (select id from audit_chain where label = ?)",
        org);
    database.run(
        "insert into audit_event (%1$s) select %1$s from kept_event".formatted(EVENT_COLUMNS));
    database.run("delete from audit_chain where label = ?", org);
    database.run(
        "insert into audit_chain (%1$s) select %1$s from kept_chain".formatted(CHAIN_COLUMNS));
    Files.writeString(anchors, keptAnchors);
  }

  private static JsonNode verified() {
    return admin.get("/api/v1/organizations/" + org + "/audit/verification").expect(200).json();
  }

  private static void assertBroken(long number, String kind) {
    JsonNode result = verified();
    assertThat(result.path("intact").asBoolean()).as(result.toString()).isFalse();
    assertThat(result.path("firstBroken").path("kind").asText())
        .as(result.toString())
        .isEqualTo(kind);
    assertThat(result.path("firstBroken").path("number").asLong())
        .as(result.toString())
        .isEqualTo(number);
  }

  /** Moves all from one number on by some; from the end that is free. */
  private static void shift(long from, int by) throws SQLException {
    database.run(
        "update audit_event set number = number + ? where chain_id = ? and number >= ? order by"
            + " number "
            + (by > 0 ? "desc" : "asc"),
        by,
        chain,
        from);
  }

  @Test
  void nothingIsFoundWhereNobodyDidAnything() {
    JsonNode result = verified();
    assertThat(result.path("intact").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.path("events").asLong()).isEqualTo(events);
    assertThat(result.path("head").path("number").asLong()).isEqualTo(events);
    assertThat(result.path("anchored").asLong()).isEqualTo(events);
    assertThat(result.has("firstBroken")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "occurred_at, occurred_at + interval 1 second",
        "actor, 'eve'",
        "action, 'organization.created'",
        "outcome, 'denied'",
        "target_id, 'other'",
        "target_path, 'other'",
        "lineage, 'lin_0000000000000000000000'",
        "body, `replace(body, 'admin', 'eve')`",
        "mac, `unhex(sha2('x', 256))`"
      })
  void aChangedColumnIsNamed(String column, String value) throws SQLException {
    String set = "update audit_event set " + column + " = " + value;
    database.run(set + " where chain_id = ? and number = 517", chain);
    assertBroken(517, "changed");
  }

  @Test
  void anEventThatWasMovedAwayIsMissing() throws SQLException {
    database.run("update audit_event set number = 200000 where chain_id = ? and number = 9", chain);
    assertBroken(9, "missing");
  }

  @Test
  void anEventThatWasMovedToAnotherChainIsMissing() throws SQLException {
    database.run("update audit_event set chain_id = -9 where chain_id = ? and number = 9", chain);
    assertBroken(9, "missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 500})
  void aRemovedEventIsMissing(long number) throws SQLException {
    database.run("delete from audit_event where chain_id = ? and number = ?", chain, number);
    assertBroken(number, "missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 500, 1_000})
  void aRemovedEventIsMissingWhereTheLaterOnesWereMovedUp(long number) throws SQLException {
    database.run("delete from audit_event where chain_id = ? and number = ?", chain, number);
    shift(number + 1, -1);
    assertBroken(number, "missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 500, 1_000})
  void anInsertedEventIsFound(long number) throws SQLException {
    shift(number, 1);
    insert(
        number,
        "replace(replace(body, '\"number\":1,', '\"number\":" + number + ",'), 'admin', 'eve')");
    setHead(events, 1);
    assertBroken(number, "inserted");
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 1_000})
  void aCopyOfAnEventIsInserted(long number) throws SQLException {
    shift(number, 1);
    insert(number, "body");
    setHead(events, 1);
    assertBroken(number, "inserted");
  }

  /** It takes the place of the next one: nothing can be written, and that is not kept secret. */
  @Test
  void anEventBehindTheHeadIsInserted() throws SQLException {
    insert(events + 1, "replace(body, 'admin', 'eve')");
    assertBroken(events + 1, "inserted");
    admin.patch("/api/v1/organizations/" + org, "{\"name\":\"Blocked\"}").expect(503);
    assertThat(admin.get("/api/v1/organizations/" + org).expect(200).text())
        .doesNotContain("Blocked");
  }

  private static void insert(long number, String body) throws SQLException {
    database.run(
        "insert into audit_event select chain_id, ?, occurred_at, actor, action, outcome,"
            + " target_id, target_path, lineage, "
            + body
            + ", mac from kept_event where number = 1",
        number);
  }

  @Test
  void eventsThatChangedPlacesAreReordered() throws SQLException {
    database.run("update audit_event set number = -1 where chain_id = ? and number = 41", chain);
    database.run("update audit_event set number = 41 where chain_id = ? and number = 88", chain);
    database.run("update audit_event set number = 88 where chain_id = ? and number = -1", chain);
    assertBroken(41, "reordered");
  }

  @Test
  void anExportIsCheckedWithoutTheServer() throws Exception {
    Path file = export();
    List<String> lines = Files.readAllLines(file);
    assertThat(offline(file)).contains("INTACT: events 1 to " + lines.size()).contains("anchor");

    Path changed = write(lines, l -> l.set(99, l.get(99).replace("\"admin\"", "\"eve\"")));
    assertThat(offline(changed)).contains("BROKEN at event 100: changed");
    assertThat(offline(write(lines, l -> l.remove(499)))).contains("BROKEN at event 500: missing");
    assertThat(offline(write(lines, l -> l.remove(0)))).contains("BROKEN at event 1: missing");
    assertThat(offline(write(lines, l -> l.add(10, l.get(3))))).contains("BROKEN at event 4");
    assertThat(offline(write(lines, l -> l.add(10, l.get(10).replace("admin", "eve")))))
        .contains("BROKEN at event 11: inserted");
    assertThat(offline(write(lines, l -> l.set(10, l.set(20, l.get(10))))))
        .contains("BROKEN at event 11: reordered");
    assertThat(offline(write(lines, l -> l.remove(l.size() - 1))))
        .contains("BROKEN at event " + lines.size() + ": cut-off");
    assertThat(offline(write(lines, l -> l.subList(800, l.size()).clear())))
        .contains("BROKEN at event 801: cut-off");
    // Another layout of the same JSON is the same event.
    assertThat(offline(write(lines, l -> l.replaceAll(s -> s.replace("\":", "\" : ")))))
        .contains("INTACT");
  }

  @Test
  void aFilteredExportIsCheckedEventByEvent() throws Exception {
    Path file =
        write(
            List.of(ndjson("?action=organization.changed").split("\n", -1)),
            l -> l.removeIf(String::isEmpty));
    assertThat(offline(file)).contains("BROKEN at event 1: missing");
    assertThat(offline("--partial", file.toString())).contains("AUTHENTIC: 1000 events");
  }

  /** Everything is set back, the head too. */
  @Test
  void aRestoredOldBackupIsFound() throws SQLException {
    database.run("delete from audit_event where chain_id = ? and number > 700", chain);
    setHead(700, 0);
    assertBroken(701, "cut-off");
    // The chain goes on from there, and becomes another one than the anchors know.
    rename(CHANGES / 2);
    JsonNode broken = verified().path("firstBroken");
    assertThat(broken.path("kind").asText()).as(broken.toString()).isEqualTo("rewritten");
    assertThat(broken.path("number").asLong()).isBetween(701L, events);
  }

  /** The head is that of an event, moved on by some. */
  private static void setHead(long number, int by) throws SQLException {
    database.run(
        "update audit_chain set head_number = ? + ?, head_mac = (select mac from kept_event where"
            + " number = ?) where id = ?",
        number,
        by,
        number,
        chain);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999})
  void aTailThatWasCutOffIsFound(long left) throws SQLException {
    database.run("delete from audit_event where chain_id = ? and number > ?", chain, left);
    assertBroken(left + 1, "cut-off");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999})
  void aTailThatWasCutOffIsFoundWhereTheHeadWasSetBack(long left) throws SQLException {
    database.run("delete from audit_event where chain_id = ? and number > ?", chain, left);
    setHead(left, 0);
    assertBroken(left + 1, "cut-off");
  }

  @Test
  void aChainThatWasRewrittenWithoutTheKeyIsFoundAtItsBeginning() throws SQLException {
    database.run("update audit_event set mac = unhex(sha2(body, 256)) where chain_id = ?", chain);
    assertBroken(1, "changed");
  }

  @Test
  void aChainThatIsGoneAltogetherIsFound() throws SQLException {
    database.run("delete from audit_event where chain_id = ?", chain);
    database.run("delete from audit_chain where id = ?", chain);
    assertBroken(1, "cut-off");
    // Keygate has begun anew; that does not make it good.
    assertThat(verified().path("firstBroken").path("kind").asText()).isEqualTo("cut-off");
  }

  @Test
  void aChainThatWasGivenToAnotherOrganizationIsFound() throws SQLException {
    database.run("update audit_chain set organization_id = 999999 where id = ?", chain);
    assertBroken(1, "cut-off");
  }

  @Test
  void aChainWithAnotherNameIsFound() throws SQLException {
    database.run("update audit_chain set label = 'other' where id = ?", chain);
    assertBroken(1, "changed");
    database.run("update audit_chain set label = ? where id = ?", org, chain);
  }

  @Test
  void aCutThatNoCheckpointTellsOfIsFound() throws SQLException {
    database.run("update audit_chain set cut_number = 500 where id = ?", chain);
    assertBroken(1, "missing");
  }

  /** What is counted becomes an event, but not what somebody else has put there. */
  @Test
  void aForgedCounterIsThrownAway() throws SQLException {
    database.run(
        "insert into audit_repeat (id, organization_id, body, window_seconds, window_ends_at,"
            + " occurrences, first_at, last_at, mac) select unhex(sha2('forged', 256)),"
            + " organization_id, (select replace(body, 'admin', 'eve') from kept_event where number"
            + " = 2), 60, '2020-01-01', 1, '2020-01-01', '2020-01-01', unhex(sha2('x', 256)) from"
            + " audit_chain where id = ?",
        chain);
    Await.until(
        "the counter is thrown away",
        Duration.ofSeconds(30),
        () ->
            database.number(
                    "select count(*) from audit_repeat where id = unhex(sha2('forged', 256))")
                == 0);
    assertThat(
            database.number(
                "select count(*) from audit_event where chain_id = ? and actor = 'eve'", chain))
        .isZero();
    assertThat(head()).isEqualTo(events);
  }

  @Test
  void aHeadThatWasSetBackIsFound() throws SQLException {
    setHead(700, 0);
    assertBroken(events, "changed");
  }

  private static Path export() throws IOException {
    return Files.writeString(file(), ndjson(""));
  }

  private static String ndjson(String query) {
    return admin
        .with("Accept", "application/x-ndjson")
        .get("/api/v1/organizations/" + org + "/audit" + query)
        .expect(200)
        .text();
  }

  private interface Change {
    void make(List<String> lines);
  }

  private static Path write(List<String> lines, Change change) throws IOException {
    List<String> changed = new ArrayList<>(lines);
    change.make(changed);
    return Files.write(file(), changed, UTF_8);
  }

  private static Path file() throws IOException {
    return Files.createTempFile(keygate.home(), "export", ".ndjson");
  }

  /** What scripts/verify-audit runs, in a process of its own; it says broken with status 1. */
  private static String offline(Path export) throws Exception {
    return offline(export.toString());
  }

  private static String offline(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("keygate.distribution", "target") + "/launcher/lib/*",
                "io.keygate.audit.chain.VerifyAuditProgram"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KEYGATE_HOME", keygate.home().toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(output.startsWith("BROKEN") ? 1 : 0);
    return output;
  }
}
