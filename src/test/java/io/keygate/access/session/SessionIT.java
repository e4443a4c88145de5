package io.keygate.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIT {
  private static final String ME = "/api/v1/me";
  private static final String REFRESH = "/api/v1/session/refresh";
  private static final String END = "/api/v1/session/end";
  private static final String OVER = "The session is over; log in again.";

  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client anybody = keygate.client();
  private final String username;
  private final Answer login;

  SessionIT() throws SQLException {
    username = Accounts.addPerson(keygate);
    login =
        anybody
            .post(
                "/api/v1/login",
                "{\"username\":\""
                    + username
                    + "\",\"password\":\""
                    + RunningKeygate.PASSWORD
                    + "\"}")
            .expect(200);
  }

  @Test
  void theCookieIsForNoScriptAndNoOtherSite() {
    assertThat(login.header("Set-Cookie"))
        .matches(
            "keygate_session=[0-9A-Za-z]{43}; Path=/api/v1/session; HttpOnly; SameSite=Strict;"
                + " Max-Age=4[23][0-9]{3}");
  }

  @Test
  void aRefreshGivesTheNextTokenOfBothKinds() {
    Answer next = refresh(cookie(login)).expect(200);
    assertThat(next.header("Cache-Control")).isEqualTo("no-store");
    assertThat(next.json().path("expiresIn").asInt()).isEqualTo(900);
    assertThat(cookie(next)).isNotEqualTo(cookie(login));
    assertThat(as(next).get(ME).expect(200).json().path("subject").asText()).isEqualTo(username);
    refresh(cookie(next)).expect(200);
  }

  @Test
  void aTokenThatComesTwiceEndsTheWholeFamily() {
    Answer next = refresh(cookie(login)).expect(200);
    refresh(cookie(login)).isProblem(401, "unauthenticated", OVER);
    refresh(cookie(next)).isProblem(401, "unauthenticated", OVER);
    as(login).get(ME).isProblem(401, "unauthenticated", "The access token is no longer valid.");
    as(next).get(ME).expect(401);
    Client admin = anybody.admin();
    String events =
        admin.get("/api/v1/audit/chains/platform/events?action=session.token-reused").text();
    assertThat(events).contains("\"subject\":\"" + username + "\"");
  }

  @Test
  void ofSeveralAtOnceOneGetsTheNextToken() throws Exception {
    String cookie = cookie(login);
    var together = new CyclicBarrier(4);
    Callable<Answer> attempt =
        () -> {
          together.await();
          return refresh(cookie);
        };
    var threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Answer>> attempts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        attempts.add(threads.submit(attempt));
      }
      List<Answer> good = new ArrayList<>();
      for (Future<Answer> answer : attempts) {
        if (answer.get().status() == 200) {
          good.add(answer.get());
        } else {
          answer.get().expect(401);
        }
      }
      assertThat(good).hasSize(1);
      for (Answer one : good) {
        refresh(cookie(one)).expect(401);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aLogoutEndsItAndItsAccessTokens() {
    Answer ended = withCookie(cookie(login)).post(END, "").expect(204);
    assertThat(ended.header("Set-Cookie")).startsWith("keygate_session=;").contains("Max-Age=0");
    refresh(cookie(login)).expect(401);
    as(login).get(ME).expect(401);
    withCookie(cookie(login)).post(END, "").expect(204);
  }

  @Test
  void aPasswordChangeEndsIt() {
    as(login)
        .post(
            ME + "/password",
            "{\"current\":\"" + RunningKeygate.PASSWORD + "\",\"next\":\"another battery\"}")
        .expect(204);
    refresh(cookie(login)).isProblem(401, "unauthenticated", OVER);
  }

  @Test
  void aClosedAccountCannotRefresh() {
    Client admin = anybody.admin();
    admin.patch("/api/v1/accounts/" + username, "{\"disabled\":true}").expect(200);
    admin.patch("/api/v1/accounts/" + username, "{\"disabled\":false}").expect(200);
    refresh(cookie(login)).isProblem(401, "unauthenticated", OVER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void anotherSiteGetsNothing(String site) {
    withCookie(cookie(login))
        .with("Sec-Fetch-Site", site)
        .post(REFRESH, "")
        .isProblem(403, "forbidden", "Another site has caused this request.");
    withCookie(cookie(login)).with("Sec-Fetch-Site", site).post(END, "").expect(403);
    refresh(cookie(login)).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0123456789012345678901234567890123456789012"})
  void whatIsNoTokenIsNone(String value) {
    refresh("keygate_session=" + value).isProblem(401, "unauthenticated", OVER);
    withCookie("keygate_session=" + value).post(END, "").expect(204);
  }

  @Test
  void withoutACookieThereIsNoSession() {
    anybody.post(REFRESH, "").isProblem(401, "unauthenticated", OVER);
  }

  @Test
  void theDatabaseHasNoRefreshToken() throws SQLException {
    String token = cookie(login).replaceFirst("keygate_session=", "");
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "select count(*) from refresh_token where hash in (?, unhex(sha2(?, 256)))")) {
      statement.setString(1, token);
      statement.setString(2, token);
      try (var row = statement.executeQuery()) {
        row.next();
        assertThat(row.getInt(1)).isZero();
      }
    }
  }

  private Answer refresh(String cookie) {
    return withCookie(cookie).post(REFRESH, "");
  }

  private Client withCookie(String cookie) {
    return anybody.with("Cookie", cookie);
  }

  private Client as(Answer answer) {
    return anybody.bearer(answer.json().path("accessToken").asText());
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }
}
