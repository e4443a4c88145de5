package io.keygate.rotation.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which keys somebody should look at, over HTTP. */
class ComplianceIT {
  private static final RunningKeygate KEYGATE = RunningKeygate.shared();
  private static final Client ADMIN = KEYGATE.client().admin();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MANY = 2_500;
  private static final String FINE =
      "{\"name\":\"fine\",\"owner\":\"ann@example.org\",\"expiresIn\":\"P30D\"}";

  private final String org = ADMIN.newOrganization();
  private final String path = "/api/v1/organizations/" + org + "/compliance";

  /** A new organization has one, and no key that is unbounded. */
  @BeforeEach
  void removePolicy() {
    ADMIN.delete("/api/v1/organizations/" + org + "/rotation-policy").expect(204);
  }

  @Test
  void everyFindingIsOfTheKeysThatItIsOf() throws Exception {
    HeldKey fine = ADMIN.held(org, "dev", FINE);
    HeldKey free = ADMIN.held(org, "dev", "{\"name\":\"free\",\"owner\":\"ann@example.org\"}");
    HeldKey orphan = ADMIN.held(org, "dev", FINE);
    ADMIN.patch(orphan.path(), "{\"owner\":null}").expect(200);
    HeldKey old = ADMIN.held(org, "dev", FINE);
    set(old, "created_at = created_at - interval 91 day");
    HeldKey used = ADMIN.held(org, "dev", FINE);
    set(used, "created_at = created_at - interval 91 day, last_used_at = utc_timestamp(6)");
    HeldKey late = ADMIN.held(org, "stg", FINE);
    set(late, "rotate_by = utc_timestamp(6)");
    HeldKey lateAndDisabled = ADMIN.held(org, "stg", FINE);
    set(lateAndDisabled, "rotate_by = utc_timestamp(6)");
    ADMIN.post(lateAndDisabled.path() + "/disable", "").expect(200);
    HeldKey rotated = ADMIN.held(org, "stg", "{\"name\":\"rotated\",\"owner\":\"a@example.org\"}");
    set(rotated, "rotate_by = utc_timestamp(6)");
    String successor =
        ADMIN
            .post(rotated.path() + "/rotate", "{\"overlap\":\"PT1H\"}")
            .expect(201)
            .json()
            .path("key")
            .path("id")
            .asText();
    HeldKey over = ADMIN.held(org, "dev");
    set(over, "expires_at = utc_timestamp(6), owner = null");

    JsonNode report = read("");

    assertThat(found(report))
        .isEqualTo(
            Map.of(
                free.id(),
                "[\"unbounded\"]",
                orphan.id(),
                "[\"withoutOwner\"]",
                old.id(),
                "[\"unused\"]",
                late.id(),
                "[\"overdue\"]",
                successor,
                "[\"unbounded\"]"));
    assertThat(found(report)).doesNotContainKeys(fine.id(), used.id(), over.id());
    assertThat(report.path("liveKeys").asInt()).isEqualTo(9);
    assertThat(report.path("counts").toString())
        .isEqualTo(
            "{\"overdue\":1,\"withoutOwner\":1,\"unused\":1,\"unbounded\":2,\"knocking\":0}");
    assertThat(found(read("?finding=overdue,unused"))).containsOnlyKeys(late.id(), old.id());
    assertThat(found(read("?finding=overdue&finding=withoutOwner")))
        .containsOnlyKeys(late.id(), orphan.id());
    assertThat(read("?finding=knocking").path("counts")).isEqualTo(report.path("counts"));
    ADMIN.get(path + "?finding=lost").expect(400);
  }

  @Test
  void aRevokedKeyThatKnocksIsSeen() throws Exception {
    HeldKey quiet = ADMIN.held(org, "dev", FINE);
    HeldKey before = ADMIN.held(org, "dev", FINE);
    HeldKey knocking = ADMIN.held(org, "dev", FINE);
    HeldKey longAgo = ADMIN.held(org, "dev", FINE);
    ADMIN.post(before.path() + "/disable", "").expect(200);
    int version = ADMIN.get(before.path()).header("ETag").hashCode();
    assertThat(before.atTheGate()).isEqualTo(401);
    awaitRefused(before);
    assertThat(ADMIN.get(before.path()).header("ETag").hashCode()).isEqualTo(version);
    for (HeldKey key : List.of(quiet, before, knocking, longAgo)) {
      ADMIN.post(key.path() + "/revoke", "{}").expect(200);
    }
    assertThat(knocking.atTheGate()).isEqualTo(401);
    assertThat(longAgo.atTheGate()).isEqualTo(401);
    awaitRefused(knocking);
    awaitRefused(longAgo);
    set(
        longAgo,
        "revoked_at = revoked_at - interval 40 day, refused_at = refused_at - interval 31 day");

    JsonNode report = read("");

    assertThat(found(report)).isEqualTo(Map.of(knocking.id(), "[\"knocking\"]"));
    assertThat(report.path("liveKeys").asInt()).isZero();
    assertThat(report.path("items").path(0).path("state").asText()).isEqualTo("revoked");
    assertThat(report.path("items").path(0).path("lastRefusedAt").asText())
        .isGreaterThan(report.path("items").path(0).path("revokedAt").asText());
  }

  @Test
  void whatIsDeletedCountsOnlyWhileItsKeysKnock() {
    ADMIN.post("/api/v1/organizations/" + org + "/environments", "{\"name\":\"qa\"}").expect(201);
    HeldKey quiet = ADMIN.held(org, "qa");
    HeldKey knocking = ADMIN.held(org, "qa");
    assertThat(found(read(""))).containsOnlyKeys(quiet.id(), knocking.id());
    ADMIN.delete("/api/v1/organizations/" + org + "/environments/qa?confirm=qa").expect(204);
    assertThat(found(read(""))).isEmpty();
    assertThat(knocking.atTheGate()).isEqualTo(401);
    Await.until("it knocks", SOON, () -> !found(read("")).isEmpty());
    assertThat(found(read(""))).isEqualTo(Map.of(knocking.id(), "[\"knocking\"]"));
    ADMIN.delete("/api/v1/organizations/" + org + "?confirm=" + org).expect(204);
    ADMIN.get(path).expect(404);
  }

  @Test
  void pagesHaveAllOfThemOnce() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(ADMIN.held(org, i % 2 == 0 ? "dev" : "stg").id());
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = read("?limit=2" + cursor);
      page.path("items").forEach(item -> seen.add(item.path("id").asText()));
      assertThat(page.path("counts").path("unbounded").asInt()).isEqualTo(5);
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(made);
    ADMIN.get(path + "?cursor=x").expect(400);
  }

  @Test
  void theWholeResultAsCsv() {
    HeldKey odd =
        ADMIN.held(org, "dev", "{\"name\":\"=1+1, \\\"x\\\"\",\"owner\":\"a@example.org\"}");
    ADMIN.held(org, "dev", FINE);
    Answer answer = ADMIN.with("Accept", "text/csv").get(path).expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"compliance-" + org + ".csv\"");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines)
        .hasSize(2)
        .first()
        .isEqualTo(
            "id,name,masked,project,environment,owner,state,findings,createdAt,lastUsedAt,rotateBy,"
                + "expiresAt,revokedAt,lastRefusedAt");
    String masked = "kg_dev_…" + odd.secret().substring(odd.secret().length() - 4);
    assertThat(lines.get(1))
        .startsWith(
            odd.id()
                + ",\"'=1+1, \"\"x\"\"\",\""
                + masked
                + "\",default-project,dev,a@example.org,active,unbounded,2")
        .endsWith("Z,,,,,");
    assertThat(ADMIN.with("Accept", "text/csv").get(path + "?finding=overdue").text().lines())
        .hasSize(1);
  }

  @Test
  void aLongResultIsWhole() throws SQLException {
    HeldKey model = ADMIN.held(org, "dev");
    multiply(model, MANY);
    String csv = ADMIN.with("Accept", "text/csv").get(path + "?finding=unbounded").text();
    assertThat(csv.lines().map(line -> line.replaceFirst(",.*", "")))
        .hasSize(MANY + 2)
        .doesNotHaveDuplicates();
    JsonNode page = read("?limit=200");
    assertThat(page.path("counts").path("unbounded").asInt()).isEqualTo(MANY + 1);
    assertThat(page.path("items")).hasSize(200);
  }

  private static void multiply(HeldKey model, int times) throws SQLException {
    try (var connection = KEYGATE.database();
        var statement =
            connection.prepareStatement(
                """
                insert into api_key (public_id, stream_id, name, secret_hash, pepper_id, last_four,
                  may_ingest, may_read, created_at, created_by, lineage)
                select concat('key_', right(sha2(concat(k.public_id, n.seq), 256), 22)),
                  k.stream_id, k.name, unhex(sha2(concat(k.public_id, n.seq), 256)), k.pepper_id,
                  k.last_four, k.may_ingest, k.may_read, k.created_at, k.created_by, k.lineage
                from api_key k join seq_1_to_%d n where k.public_id = ?\
                """
                    .formatted(times))) {
      statement.setString(1, model.id());
      statement.executeUpdate();
    }
  }

  @Test
  void isForOwnersAndAuditors() throws SQLException {
    Accounts.add(KEYGATE, org, "owner").get(path).expect(200);
    Accounts.add(KEYGATE, org, "auditor").get(path).expect(200);
    Accounts.add(KEYGATE, org, "admin").get(path).expect(403);
    Accounts.add(KEYGATE, org, "viewer").with("Accept", "text/csv").get(path).expect(403);
    Accounts.add(KEYGATE, null, null).get(path).expect(404);
  }

  private JsonNode read(String query) {
    return ADMIN.get(path + query).expect(200).json();
  }

  private static Map<String, String> found(JsonNode report) {
    Map<String, String> found = new TreeMap<>();
    report
        .path("items")
        .forEach(item -> found.put(item.path("id").asText(), item.path("findings").toString()));
    return found;
  }

  private static void set(HeldKey key, String assignments) throws SQLException {
    try (var connection = KEYGATE.database();
        var statement =
            connection.prepareStatement(
                "update api_key set " + assignments + " where public_id = ?")) {
      statement.setString(1, key.id());
      statement.executeUpdate();
    }
  }

  private static void awaitRefused(HeldKey key) {
    Await.until(
        "the refusal is written",
        SOON,
        () -> {
          try (var connection = KEYGATE.database();
              var statement =
                  connection.prepareStatement(
                      "select 1 from api_key where public_id = ? and refused_at is not null")) {
            statement.setString(1, key.id());
            return statement.executeQuery().next();
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }
}
