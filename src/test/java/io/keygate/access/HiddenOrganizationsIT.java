package io.keygate.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To somebody who is no member an organization does not exist. */
class HiddenOrganizationsIT {
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().bearer(new Tokens(keygate).valid("admin"));

  @Test
  void theAnswerIsTheSameButForTheName() throws SQLException {
    Client stranger = Accounts.add(keygate, null, null);
    String there = admin.newOrganization();
    String absent = there.replace("org", "gro");
    for (String below : List.of("", "/projects", "/keys", "/audit", "/members", "/bin")) {
      Answer hidden = stranger.get("/api/v1/organizations/" + there + below);
      Answer missing = stranger.get("/api/v1/organizations/" + absent + below);
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(without(hidden, there)).isEqualTo(without(missing, absent));
      assertThat(hidden.response().headers().map().keySet())
          .isEqualTo(missing.response().headers().map().keySet());
    }
  }

  private static String without(Answer answer, String name) {
    return answer.text().replace(name, "<org>").replace(answer.header("X-Request-Id"), "<id>");
  }

  @Test
  void pagesDoNotCountWhatIsHidden() throws SQLException {
    String mine = admin.newOrganization();
    Client person = Accounts.add(keygate, mine, "VIEWER");
    admin.newOrganization();
    admin.newOrganization();
    Answer page = person.get("/api/v1/organizations?limit=1");
    assertThat(page.json().path("items").findValuesAsText("slug")).containsExactly(mine);
    assertThat(page.json().has("nextCursor")).isFalse();
  }

  /**
   * The first refusal of a kind is an event, which takes several times as long as the answer:
   * neither of these may wait for one.
   */
  @Test
  void theTimeOfTheAnswerTellsNothing() throws SQLException {
    Client stranger = Accounts.add(keygate, null, null);
    List<String> there = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      there.add(admin.newOrganization());
    }
    time(stranger, "warm-up");
    List<Long> hidden = new ArrayList<>();
    List<Long> absent = new ArrayList<>();
    for (String org : there) {
      hidden.add(time(stranger, org));
      absent.add(time(stranger, org.replace("org", "gro")));
    }
    assertThat(median(hidden) / median(absent)).isBetween(0.5, 2.0);
  }

  private static long time(Client client, String org) {
    long begin = System.nanoTime();
    client.get("/api/v1/organizations/" + org).expect(404);
    return System.nanoTime() - begin;
  }

  private static double median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
