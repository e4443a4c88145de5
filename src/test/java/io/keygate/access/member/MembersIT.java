package io.keygate.access.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.access.Accounts;
import io.keygate.access.Tokens;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Tokens tokens = new Tokens(keygate);
  private final Client admin = keygate.client().bearer(tokens.valid("admin"));
  private final String org = admin.newOrganization();
  private final String path = "/api/v1/organizations/" + org;
  private final String ann;

  MembersIT() throws SQLException {
    ann = Accounts.addPerson(keygate);
    admin.patch("/api/v1/accounts/" + ann, "{\"email\":\"" + address(ann) + "\"}").expect(200);
  }

  @Nested
  class Roles {
    @Test
    void holdWithTheNextRequest() {
      as(ann).get(path).expect(404);
      put(ann, "viewer").expect(200);
      as(ann).get(path).expect(200);
      as(ann).patch(path, "{\"retentionHours\":5}").expect(403);
      put(ann, "owner").expect(200);
      as(ann).patch(path, "{\"retentionHours\":5}").expect(200);
      admin.delete(member(ann)).expect(200);
      as(ann).get(path).expect(404);
    }

    @Test
    void areShownToThePersonAndToTheOwner() {
      put(ann, "viewer", "\"default-project\":\"admin\"").expect(200);
      JsonNode seat = as(ann).get("/api/v1/me").json().path("organizations").path(0);
      assertThat(seat.toString())
          .isEqualTo(
              "{\"slug\":\"%s\",\"name\":\"%s\",\"role\":\"viewer\",\"roles\":[\"viewer\"],\"projects\":{\"default-project\":\"admin\"}}"
                  .formatted(org, seat.path("name").asText()));
      admin
          .get(member(ann))
          .hasBody(
              """
              {"subject": "%s", "issuer": "keygate", "name": "Person", "email": "%s",
               "role": "viewer", "projects": {"default-project": "admin"},
               "createdAt": "<instant>", "createdBy": "admin"}
              """
                  .formatted(ann, address(ann)));
      assertThat(admin.get(path + "/members?limit=1").json().path("nextCursor").isTextual())
          .isTrue();
      assertThat(admin.get(path + "/members").json().path("items")).hasSize(2);
    }

    @Test
    void areRaisedInOneProjectAndNowhereElse() {
      admin.post(path + "/projects", "{\"name\":\"shop\"}").expect(201);
      put(ann, "viewer", "\"shop\":\"admin\"").expect(200);
      Client raised = as(ann);
      raised.patch(path + "/projects/shop", "{\"name\":\"Shop!\"}").expect(200);
      raised.patch(path + "/projects/default-project", "{\"name\":\"x\"}").expect(403);
      raised.post(path + "/projects", "{\"name\":\"x\"}").expect(403);
      raised.post(path + "/projects/shop/environments/prd/keys", "{\"name\":\"k\"}").expect(201);
      raised.post(Client.keysPath(org, "dev"), "{\"name\":\"k\"}").expect(403);
      HeldKey elsewhere = admin.held(org, "dev");
      raised.post(elsewhere.path() + "/revoke", "{}").expect(403);
      JsonNode own =
          admin
              .post(path + "/projects/shop/environments/prd/keys", "{\"name\":\"k\"}")
              .expect(201)
              .json();
      raised
          .post("/api/v1/keys/" + own.path("key").path("id").asText() + "/revoke", "{}")
          .expect(200);
      raised.delete(path + "/projects/shop?confirm=shop").expect(403);
      raised.get(path + "/audit").expect(403);

      put(ann, "viewer").expect(200);
      raised.patch(path + "/projects/shop", "{\"name\":\"Shop\"}").expect(403);
    }

    @ParameterizedTest
    @CsvSource({
      "admin, default-project, member, must be a role that raises 'admin'",
      "viewer, default-project, viewer, must be a role that raises 'viewer'",
      "viewer, default-project, auditor, must be a role that raises 'viewer'",
      "viewer, nowhere, admin, is no project"
    })
    void areNotRaisedToWhatIsNoneOrNotThere(
        String role, String project, String raised, String message) {
      put(ann, role, "\"" + project + "\":\"" + raised + "\"")
          .isProblem(400, "invalid-request", "projects." + project + ": " + message);
      admin.get(member(ann)).expect(404);
    }

    @Test
    void areOfSomebodyWhoIsThere() {
      put("nobody-at-all", "viewer")
          .isProblem(
              400,
              "invalid-request",
              "subject: is no local account; give its issuer, if it has one");
      admin
          .put(member(ann) + "?issuer=https://login.example.org", "{\"role\":\"viewer\"}")
          .isProblem(400, "invalid-request", "issuer: is no identity provider of this server");
      admin.put(member(ann), "{\"role\":\"king\"}").expect(400);
      admin.put(member(ann), "{}").expect(400);
    }

    @Test
    void ofTwoWhoChangeThemOneIsTold() {
      put(ann, "viewer").expect(200);
      String tag = admin.get(member(ann)).header("ETag");
      admin.with("If-Match", tag).put(member(ann), "{\"role\":\"member\"}").expect(200);
      admin.with("If-Match", tag).put(member(ann), "{\"role\":\"admin\"}").expect(412);
      String after = admin.get(member(ann)).header("ETag");
      put(ann, "member", "\"default-project\":\"admin\"").expect(200);
      assertThat(admin.get(member(ann)).header("ETag")).isNotEqualTo(after);
      admin.with("If-Match", after).delete(member(ann)).expect(412);
    }
  }

  @Nested
  class Owners {
    @Test
    void theLastOneStays() {
      String detail = "'admin' is the last owner; make somebody else owner first.";
      admin.delete(member("admin")).isProblem(409, "last-owner", detail);
      put("admin", "admin").isProblem(409, "last-owner", detail);
      put(ann, "owner").expect(200);
      put("admin", "admin").expect(200);
      as(ann).delete(member(ann)).expect(409);
    }

    @Test
    void aClosedAccountIsNone() {
      put(ann, "owner").expect(200);
      admin.patch("/api/v1/accounts/" + ann, "{\"disabled\":true}").expect(200);
      admin.delete(member("admin")).expect(409);
      admin.delete(member(ann)).expect(200);
    }

    @Test
    void ofTwoWhoLeaveAtOnceOneStays() throws Exception {
      put(ann, "owner").expect(200);
      var together = new CyclicBarrier(2);
      var threads = Executors.newFixedThreadPool(2);
      try {
        Callable<Answer> first = leave(together, "admin");
        Callable<Answer> second = leave(together, ann);
        List<Integer> answers =
            threads.invokeAll(List.of(first, second)).stream()
                .map(
                    answer -> {
                      try {
                        return answer.get().status();
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    })
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(200, 409);
      } finally {
        threads.shutdown();
      }
    }

    private Callable<Answer> leave(CyclicBarrier together, String who) {
      return () -> {
        together.await();
        return admin.delete(member(who));
      };
    }
  }

  @Nested
  class Leavers {
    @Test
    void leaveAReportOfWhatTheyMadeOrOwn() {
      put(ann, "member").expect(200);
      HeldKey made = as(ann).held(org, "dev", "{\"name\":\"made\",\"owner\":\"x@example.org\"}");
      HeldKey owned =
          admin.held(org, "dev", "{\"name\":\"owned\",\"owner\":\"" + address(ann) + "\"}");
      admin.held(org, "dev", "{\"name\":\"other\"}");
      HeldKey dead =
          admin.held(org, "dev", "{\"name\":\"dead\",\"owner\":\"" + address(ann) + "\"}");
      admin.post(dead.path() + "/revoke", "{}").expect(200);

      JsonNode removed = admin.delete(member(ann)).expect(200).json();

      assertThat(removed.path("keyCount").asInt()).isEqualTo(2);
      assertThat(removed.path("keys").findValuesAsText("name")).containsExactly("made", "owned");
      assertThat(made.atTheGate()).isEqualTo(200);
      assertThat(
              admin
                  .get(member(ann) + "/keys?issuer=keygate")
                  .expect(200)
                  .json()
                  .findValuesAsText("name"))
          .containsExactly("made", "owned");
      assertThat(owned.atTheGate()).isEqualTo(200);
    }

    @Test
    void handTheirKeysOverInOneStep() {
      put(ann, "member").expect(200);
      HeldKey own = as(ann).held(org, "dev");
      HeldKey foreign = as(ann).held(org, "dev", "{\"name\":\"f\",\"owner\":\"x@example.org\"}");
      transfer(ann, "bob@example.org", 1);
      assertThat(owner(own)).isEqualTo("bob@example.org");
      assertThat(owner(foreign)).isEqualTo("x@example.org");
      transfer("BOB@example.org", ann, 1);
      assertThat(owner(own)).isEqualTo(address(ann));
      transfer("nobody@example.org", "bob@example.org", 0);
      admin
          .post(path + "/keys/transfer", "{\"from\":\"" + ann + "\",\"to\":\"admin\"}")
          .isProblem(
              400, "invalid-request", "to: must be a mail address, or a member whose one is known");
      String trail = admin.get(path + "/audit?action=key.changed").text();
      assertThat(trail).contains("\"owner\":{\"before\":\"" + address(ann));
    }

    private void transfer(String from, String to, int count) {
      assertThat(
              admin
                  .post(
                      path + "/keys/transfer", "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}")
                  .expect(200)
                  .json()
                  .path("count")
                  .asInt())
          .isEqualTo(count);
    }

    private String owner(HeldKey key) {
      return admin.get(key.path()).json().path("owner").asText();
    }
  }

  @Test
  void whoCouldBecomeOneIsFound() {
    String people = path + "/people?q=";
    admin
        .get(people + ann.toUpperCase(Locale.ROOT) + "@ex")
        .hasBody(
            """
            {"items": [{"subject": "%s", "issuer": "keygate", "name": "Person", "email": "%s"}]}
            """
                .formatted(ann, address(ann)));
    assertThat(admin.get(people + "%25%25").json().path("items")).isEmpty();
    admin.get(people + "x").expect(400);
    admin.get(path + "/people").expect(400);
    admin.patch("/api/v1/accounts/" + ann, "{\"disabled\":true}").expect(200);
    assertThat(admin.get(people + ann).json().path("items")).isEmpty();
  }

  @Test
  void groupRolesAreReplacedAsAWhole() {
    String groups = path + "/group-roles";
    String tag = admin.get(groups).expect(200).header("ETag");
    admin.put(groups, "{\"groups\":{\"sre\":\"owner\",\"all\":\"viewer\"}}").expect(200);
    admin.with("If-Match", tag).put(groups, "{\"groups\":{}}").expect(412);
    admin.put(groups, "{\"groups\":{\"all\":\"member\"}}").expect(200);
    assertThat(admin.get(groups).json().toString()).isEqualTo("{\"groups\":{\"all\":\"member\"}}");
    admin.put(groups, "{\"groups\":{\" \":\"member\"}}").expect(400);
    admin.put(groups, "{\"groups\":{\"all\":null}}").expect(400);
    admin.put(groups, "{}").expect(400);
    assertThat(admin.get(path + "/audit?action=organization.group-roles-changed").text())
        .contains("\"sre\":{\"before\":\"owner\"");
  }

  private Answer put(String who, String role) {
    return put(who, role, "");
  }

  private Answer put(String who, String role, String projects) {
    return admin.put(member(who), "{\"role\":\"" + role + "\",\"projects\":{" + projects + "}}");
  }

  private String member(String who) {
    return Accounts.memberPath(org, who);
  }

  private Client as(String who) {
    return keygate.client().bearer(tokens.valid(who));
  }

  private static String address(String who) {
    return who + "@example.org";
  }
}
