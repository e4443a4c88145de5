package io.keygate.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Answer;
import io.keygate.testing.Await;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed by somebody else meanwhile is not changed (RFC 9110, If-Match). */
class EntityTagsIT {
  private static final Client ADMIN = RunningKeygate.shared().client().admin();
  private static final String ORG = ADMIN.newOrganization();
  private static final String PATH = "/api/v1/organizations/" + ORG;

  /** A thing, a change of it, and how it is read. */
  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("PATCH", PATH, PATH, "{\"reminderHour\":%d}"),
        Arguments.of(
            "PATCH",
            PATH + "/projects/default-project",
            PATH + "/projects/default-project",
            "{\"name\":\"Name %d\"}"),
        Arguments.of(
            "PATCH", PATH + "/environments/dev", PATH + "/environments/dev", "{\"protected\":%b}"),
        Arguments.of(
            "PATCH",
            PATH + "/projects/default-project/environments/prd",
            PATH + "/projects/default-project/environments/prd",
            "{\"protected\":%b}"),
        Arguments.of("POST", "key/enable", "key", ""),
        Arguments.of("PATCH", "key", "key", "{\"note\":\"note %d\"}"),
        Arguments.of("POST", "key/disable", "key", ""),
        Arguments.of("POST", "key/revoke", "key", ""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void guardAgainstLostUpdates(String verb, String change, String thing, String body) {
    String key = ADMIN.held(ORG, "stg").path();
    if (change.endsWith("/enable")) {
      ADMIN.post(key + "/disable", "").expect(200);
    }
    String read = thing.replace("key", key);
    String write = change.replace("key", key);
    String tag = ADMIN.get(read).expect(200).header("ETag");
    assertThat(tag).matches("\"[0-9]+\"");

    Answer changed = send(ADMIN.with("If-Match", tag), verb, write, body(body, 1)).expect(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
    assertThat(ADMIN.get(read).header("ETag")).isEqualTo(changed.header("ETag"));

    send(ADMIN.with("If-Match", tag), verb, write, body(body, 2))
        .isProblem(
            412, "precondition-failed", "Somebody changed this since you read it; read it again.");
    send(ADMIN.with("If-Match", "W/" + changed.header("ETag")), verb, write, body(body, 2))
        .expect(412);
    send(ADMIN.with("If-Match", "\"1\",".repeat(1_500) + "\"1\""), verb, write, body(body, 2))
        .expect(400);
    send(ADMIN.with("If-Match", "soon"), verb, write, body(body, 2))
        .isProblem(
            400,
            "invalid-request",
            "If-Match: must be an ETag in its quotes, several of them, or *");
    send(ADMIN.with("If-Match", tag + ", " + changed.header("ETag")), verb, write, body(body, 2))
        .expect(200);
    send(ADMIN.with("If-Match", "*"), verb, write, body(body, 3)).expect(200);
  }

  private static String body(String template, int round) {
    return template.contains("%b")
        ? template.formatted(round % 2 == 1)
        : template.contains("%d") ? template.formatted(round) : template;
  }

  private static Answer send(Client client, String verb, String path, String body) {
    return verb.equals("PATCH") ? client.patch(path, body) : client.post(path, body);
  }

  @Test
  void guardRotationAndOverlap() {
    HeldKey key = ADMIN.held(ORG, "dev");
    String tag = ADMIN.get(key.path()).header("ETag");
    ADMIN.patch(key.path(), "{\"note\":\"n\"}").expect(200);
    ADMIN.with("If-Match", tag).post(key.path() + "/rotate", "").expect(412);
    String next = ADMIN.get(key.path()).header("ETag");
    ADMIN.with("If-Match", next).post(key.path() + "/rotate", "").expect(201);
    String end = "{\"endsAt\":\"2020-01-01T00:00:00Z\"}";
    ADMIN.with("If-Match", next).patch(key.path() + "/overlap", end).expect(412);
    ADMIN
        .with("If-Match", ADMIN.get(key.path()).header("ETag"))
        .patch(key.path() + "/overlap", end)
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/projects/doomed", "/projects/doomed/environments/own"})
  void guardDeletionAtEveryLevel(String below) {
    String org = ADMIN.newOrganization();
    String path = "/api/v1/organizations/" + org;
    ADMIN.post(path + "/projects", "{\"name\":\"doomed\"}").expect(201);
    ADMIN.post(path + "/projects/doomed/environments", "{\"name\":\"own\"}").expect(201);
    String slug = below.isEmpty() ? org : below.substring(below.lastIndexOf('/') + 1);
    String tag = ADMIN.get(path + below).header("ETag");
    ADMIN.with("If-Match", "\"77\"").delete(path + below + "?confirm=" + slug).expect(412);
    ADMIN.with("If-Match", tag).delete(path + below + "?confirm=" + slug).expect(204);
  }

  @Test
  void guardDeletion() {
    ADMIN.post(PATH + "/environments", "{\"name\":\"tagged\"}").expect(201);
    String path = PATH + "/environments/tagged";
    String tag = ADMIN.get(path).header("ETag");
    ADMIN.patch(path, "{\"protected\":true}").expect(200);
    ADMIN.with("If-Match", tag).delete(path + "?confirm=tagged").expect(412);
    ADMIN
        .with("If-Match", ADMIN.get(path).header("ETag"))
        .delete(path + "?confirm=tagged")
        .expect(204);
  }

  @Test
  void aChangeOfNothingKeepsTheTag() {
    String tag = ADMIN.get(PATH).header("ETag");
    assertThat(ADMIN.patch(PATH, "{}").expect(200).header("ETag")).isEqualTo(tag);
  }

  @Test
  void beingUsedIsNoChange() {
    HeldKey key = ADMIN.held(ORG, "prd");
    String tag = ADMIN.get(key.path()).header("ETag");
    assertThat(key.atTheGate()).isEqualTo(200);
    Await.until(
        "the use is written",
        Duration.ofSeconds(20),
        () -> !ADMIN.get(key.path()).json().path("lastUsedAt").isNull());
    assertThat(ADMIN.get(key.path()).header("ETag")).isEqualTo(tag);
  }
}
