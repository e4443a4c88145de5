package io.keygate.bin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import io.keygate.testing.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletion, what dies with it, and what comes back. */
class BinIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org;

  private void create(String where, String name) {
    admin.post(path + where, "{\"name\":\"" + name + "\"}").expect(201);
  }

  private HeldKey key(String project, String env) {
    JsonNode made =
        admin
            .post(
                path + "/projects/" + project + "/environments/" + env + "/keys",
                "{\"name\":\"k\"}")
            .expect(201)
            .json();
    return HeldKey.of(made, keygate.client());
  }

  private List<String> environments(String project) {
    return admin
        .get(path + "/projects/" + project + "/environments")
        .expect(200)
        .json()
        .path("items")
        .findValuesAsText("slug");
  }

  private JsonNode onlyEntry() {
    JsonNode items = admin.get(path + "/bin").expect(200).json().path("items");
    assertThat(items).hasSize(1);
    return items.path(0);
  }

  private Answer restore(JsonNode entry, String body) {
    return admin.post(path + "/bin/" + entry.path("id").asText() + "/restore", body);
  }

  private static void ingest(HeldKey key, String name) {
    key.holder().traces(Spans.json(Spans.newTraceId(), Spans.newSpanId(), name)).expect(200);
  }

  private static List<String> spans(HeldKey key) {
    return key.holder()
        .get("/v2/warehouse/spans?from_timestamp_sec=0")
        .expect(200)
        .json()
        .path("spans")
        .path("data")
        .findValuesAsText("span_name");
  }

  @Nested
  class EnvironmentsOfAllProjects {
    @Test
    void areInExistingAndNewProjectsAtOnce() {
      create("/projects", "Before");
      create("/environments", "QA");
      create("/projects", "After");
      for (String project : List.of("default-project", "before", "after")) {
        assertThat(environments(project)).containsExactly("dev", "stg", "prd", "qa");
        assertThat(key(project, "qa").atTheGate()).isEqualTo(200);
      }
    }

    @Test
    void leaveAllProjectsAndTakeAllKeysWithThem() {
      create("/projects", "Shop");
      create("/environments", "QA");
      HeldKey first = key("default-project", "qa");
      HeldKey second = key("shop", "qa");
      HeldKey other = key("shop", "dev");
      ingest(first, "seen");

      admin.delete(path + "/environments/qa?confirm=qa").expect(204);

      assertThat(List.of(first.atTheGate(), second.atTheGate(), other.atTheGate()))
          .containsExactly(401, 401, 200);
      first.holder().get("/v2/warehouse/spans?from_timestamp_sec=0").expect(401);
      assertThat(environments("shop")).containsExactly("dev", "stg", "prd");
      admin.get(path + "/environments/qa").expect(404);
      admin.get(first.path()).expect(404);
      assertThat(admin.get(path + "/keys").json().path("items").findValuesAsText("id"))
          .containsExactly(other.id());
    }

    @Test
    void cannotHaveASlugThatAProjectHasForItsOwn() {
      create("/projects", "Shop");
      create("/projects/shop/environments", "QA");
      admin
          .post(path + "/environments", "{\"name\":\"qa\"}")
          .isProblem(409, "slug-taken", "Project 'shop' has an environment 'qa' of its own.");
      create("/environments", "Preview");
      admin
          .post(path + "/projects/shop/environments", "{\"name\":\"preview\"}")
          .isProblem(409, "slug-taken", "Project 'shop' has an environment 'preview' already.");
    }

    @Test
    void showKeysAndLastDataForEachProject() {
      create("/projects", "Shop");
      HeldKey key = key("shop", "dev");
      HeldKey second = key("shop", "dev");
      key("shop", "stg");
      admin.post(second.path() + "/disable", "").expect(200);
      Instant before = Instant.now().minusSeconds(5);
      ingest(key, "seen");
      JsonNode dev = admin.get(path + "/projects/shop/environments/dev").expect(200).json();
      assertThat(dev.path("liveKeys").asInt()).isEqualTo(1);
      assertThat(Instant.parse(dev.path("lastReceivedAt").asText())).isAfter(before);
      JsonNode elsewhere =
          admin.get(path + "/projects/default-project/environments/dev").expect(200).json();
      assertThat(elsewhere.path("liveKeys").asInt()).isZero();
      assertThat(elsewhere.path("lastReceivedAt").isNull()).isTrue();
    }
  }

  @Nested
  class Deletion {
    @ParameterizedTest
    @ValueSource(strings = {"dev", "stg", "prd"})
    void isRefusedForBuiltInEnvironments(String env) {
      for (String where : List.of("", "/projects/default-project")) {
        admin
            .delete(path + where + "/environments/" + env + "?confirm=" + env)
            .isProblem(
                409,
                "built-in-environment",
                "'" + env + "' is in every project and cannot be deleted.");
      }
    }

    @Test
    void needsTheNameTypedBack() {
      create("/environments", "QA");
      for (String confirm : List.of("", "?confirm=", "?confirm=QA", "?confirm=default-project")) {
        admin
            .delete(path + "/environments/qa" + confirm)
            .isProblem(
                400,
                "confirmation-required",
                "This deletes 'qa' and kills all its keys; confirm it with ?confirm=qa");
        admin
            .delete(
                path
                    + "/projects/default-project"
                    + (confirm.endsWith("t") ? "?confirm=x" : confirm))
            .expect(400);
        admin.delete(path + confirm).expect(400);
      }
      assertThat(environments("default-project")).contains("qa");
    }

    @Test
    void ofAnEnvironmentOfAllProjectsIsNotDoneInOne() {
      create("/environments", "QA");
      admin
          .delete(path + "/projects/default-project/environments/qa?confirm=qa")
          .isProblem(
              409,
              "environment-of-all-projects",
              "'qa' is in all projects; delete it at the organization.");
    }

    @Test
    void ofAProjectKillsAllItsKeysAndHidesIt() {
      create("/projects", "Shop");
      create("/projects/shop/environments", "Own");
      List<HeldKey> keys = List.of(key("shop", "dev"), key("shop", "prd"), key("shop", "own"));
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      assertThat(keys).allSatisfy(key -> assertThat(key.atTheGate()).isEqualTo(401));
      admin.get(path + "/projects/shop").isProblem(404, "not-found", "There is no project 'shop'.");
      admin.get(path + "/projects/shop/environments").expect(404);
      create("/environments", "Own");
    }

    @Test
    void ofAnOrganizationKillsAllItsKeysAndHidesIt() {
      HeldKey key = key("default-project", "dev");
      admin.delete(path + "?confirm=" + org).expect(204);
      assertThat(key.atTheGate()).isEqualTo(401);
      admin.get(path).isProblem(404, "not-found", "There is no organization '" + org + "'.");
      admin.get(path + "/bin").expect(404);
      admin.get(key.path()).expect(404);
      admin
          .post("/api/v1/organizations", "{\"name\":\"again\",\"slug\":\"" + org + "\"}")
          .expect(201);
      assertThat(key.atTheGate()).isEqualTo(401);
    }

    @Test
    void revokesWithAReason() {
      create("/environments", "QA");
      HeldKey key = key("default-project", "qa");
      admin.delete(path + "/environments/qa?confirm=qa").expect(204);
      restore(onlyEntry(), "").expect(200);
      JsonNode dead = admin.get(key.path()).expect(200).json();
      assertThat(dead.path("state").asText()).isEqualTo("revoked");
      assertThat(dead.path("revocationReason").asText())
          .isEqualTo("The environment " + org + "/qa was deleted");
    }
  }

  @Nested
  class Restoring {
    @Test
    void bringsAnEnvironmentBackWithItsDataButWithoutItsKeys() {
      create("/environments", "QA");
      HeldKey old = key("default-project", "qa");
      ingest(old, "before");
      admin.delete(path + "/environments/qa?confirm=qa").expect(204);
      JsonNode entry = onlyEntry();
      assertThat(entry.path("kind").asText()).isEqualTo("environment");
      assertThat(
              Duration.between(
                  Instant.parse(entry.path("deletedAt").asText()),
                  Instant.parse(entry.path("restorableUntil").asText())))
          .isEqualTo(Duration.ofDays(7));

      restore(entry, "").expect(200);

      assertThat(old.atTheGate()).isEqualTo(401);
      assertThat(spans(key("default-project", "qa"))).containsExactly("before");
      assertThat(admin.get(path + "/bin").json().path("items")).isEmpty();
      restore(entry, "").isProblem(404, "not-found", "There is no such entry in the bin.");
    }

    @Test
    void bringsAProjectBackWithAllThatIsInIt() {
      create("/projects", "Shop");
      create("/projects/shop/environments", "Own");
      HeldKey old = key("shop", "own");
      ingest(old, "before");
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      restore(onlyEntry(), "{}").expect(200);
      assertThat(environments("shop")).containsExactly("dev", "stg", "prd", "own");
      assertThat(old.atTheGate()).isEqualTo(401);
      assertThat(spans(key("shop", "own"))).containsExactly("before");
    }

    @Test
    void asksForAnotherSlugWhereItsOwnIsTaken() {
      create("/environments", "QA");
      admin.delete(path + "/environments/qa?confirm=qa").expect(204);
      create("/environments", "QA");
      JsonNode entry = onlyEntry();
      restore(entry, "")
          .isProblem(409, "slug-taken", "The organization has an environment 'qa' already.");
      restore(entry, "{\"slug\":\"Q A\"}").expect(400);
      JsonNode restored = restore(entry, "{\"slug\":\"qa-old\"}").expect(200).json();
      assertThat(restored.path("environment").asText()).isEqualTo("qa-old");
      assertThat(environments("default-project"))
          .containsExactlyInAnyOrder("dev", "stg", "prd", "qa", "qa-old");
    }

    @Test
    void asksForAnotherSlugForAProject() {
      create("/projects", "Shop");
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      create("/projects", "Shop");
      JsonNode entry = onlyEntry();
      restore(entry, "").isProblem(409, "slug-taken", "There is a project 'shop' already.");
      restore(entry, "{\"slug\":\"shop-2\"}").expect(200);
      admin.get(path + "/projects/shop-2").expect(200);
    }

    @Test
    void asksForOtherSlugsForEnvironmentsOfAProject() {
      create("/projects", "Shop");
      create("/projects/shop/environments", "QA");
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      create("/environments", "QA");
      JsonNode entry = onlyEntry();
      assertThat(restore(entry, "").expect(409).json().path("detail").asText())
          .startsWith("The organization has an environment 'qa' now");
      assertThat(admin.get(path + "/projects/shop").status()).isEqualTo(404);
      restore(entry, "{\"environments\":{\"qa\":\"shop-qa\"}}").expect(200);
      assertThat(environments("shop"))
          .containsExactlyInAnyOrder("dev", "stg", "prd", "shop-qa", "qa");
    }

    @Test
    void ofAnEnvironmentWaitsForItsProject() {
      create("/projects", "Shop");
      create("/projects/shop/environments", "Own");
      admin.delete(path + "/projects/shop/environments/own?confirm=own").expect(204);
      JsonNode environment = onlyEntry();
      admin.delete(path + "/projects/shop?confirm=shop").expect(204);
      restore(environment, "")
          .isProblem(409, "not-restorable", "Its project is in the bin; restore that first.");
      JsonNode project = admin.get(path + "/bin").json().path("items").path(1);
      restore(project, "").expect(200);
      assertThat(environments("shop")).containsExactly("dev", "stg", "prd");
      restore(environment, "").expect(200);
      assertThat(environments("shop")).contains("own");
    }

    @Test
    void isForEntriesOfTheOrganizationAlone() {
      create("/environments", "QA");
      admin.delete(path + "/environments/qa?confirm=qa").expect(204);
      String other = admin.newOrganization();
      admin
          .post(
              "/api/v1/organizations/"
                  + other
                  + "/bin/"
                  + onlyEntry().path("id").asText()
                  + "/restore",
              "")
          .expect(404);
    }
  }

  @Nested
  class Defaults {
    @Test
    void ofIngestOnlyHoldForNewKeys() {
      admin.patch(path + "/environments/stg", "{\"ingestOnly\":true}").expect(200);
      assertThat(permissions("stg", "{\"name\":\"k\"}")).isEqualTo("[\"ingest\"]");
      assertThat(permissions("stg", "{\"name\":\"k\",\"permissions\":[\"read\"]}"))
          .isEqualTo("[\"read\"]");
      assertThat(permissions("dev", "{\"name\":\"k\"}")).isEqualTo("[\"ingest\",\"read\"]");
      admin.patch(path, "{\"ingestOnly\":true}").expect(200);
      assertThat(permissions("dev", "{\"name\":\"k\"}")).isEqualTo("[\"ingest\"]");
    }

    private String permissions(String env, String body) {
      return admin.newKey(org, env, body).path("key").path("permissions").toString();
    }

    @Test
    void ofProtectionCanDifferInOneProject() {
      create("/projects", "Shop");
      admin.patch(path + "/projects/shop/environments/prd", "{\"protected\":false}").expect(200);
      assertThat(protection("shop", "prd")).isFalse();
      assertThat(protection("default-project", "prd")).isTrue();
      admin.patch(path + "/environments/dev", "{\"protected\":true}").expect(200);
      assertThat(protection("shop", "dev")).isTrue();
      admin
          .patch(path + "/projects/shop/environments/dev", "{\"ingestOnly\":true}")
          .isProblem(
              400,
              "invalid-request",
              "ingestOnly: of an environment of all projects is set at the organization");
    }

    private boolean protection(String project, String env) {
      return admin
          .get(path + "/projects/" + project + "/environments/" + env)
          .json()
          .path("protected")
          .asBoolean();
    }
  }
}
