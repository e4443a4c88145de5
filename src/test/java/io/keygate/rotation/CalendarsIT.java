package io.keygate.rotation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.keygate.access.Accounts;
import io.keygate.testing.Answer;
import io.keygate.testing.Client;
import io.keygate.testing.HeldKey;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calendars of coming rotations, read with another library than the one that wrote them. */
class CalendarsIT {
  private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
  private final RunningKeygate keygate = RunningKeygate.shared();
  private final Client admin = keygate.client().admin();
  private final Client nobody = keygate.client();

  @Test
  void anOrganizationsHasAllItsKeys() {
    String org = admin.newOrganization();
    admin.patch(path(org), "{\"timeZone\":\"" + ZONE + "\"}").expect(200);
    // A new organization has a policy; without it only what ends by itself is due.
    admin.delete(path(org) + "/rotation-policy").expect(204);
    Instant end = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    HeldKey ending =
        admin.held(
            org,
            "dev",
            "{\"name\":\"nightly; import, all\",\"owner\":\"ann@example.org\",\"expiresAt\":\""
                + end
                + "\"}");
    admin.held(org, "stg", "{\"name\":\"has no date\"}");
    HeldKey dead = admin.held(org, "prd", "{\"name\":\"dead\",\"expiresIn\":\"P30D\"}");
    admin.post(dead.path() + "/revoke", "{}").expect(200);
    String feed = feed(admin.post(path(org) + "/calendar", ""));
    Answer answer = nobody.get(feed).expect(200);
    assertThat(answer.header("Content-Type")).startsWith("text/calendar");
    ICalendar calendar = Biweekly.parse(answer.text()).first();
    assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty())
        .as(calendar.validate(biweekly.ICalVersion.V2_0).toString())
        .isTrue();
    assertThat(calendar.getRefreshInterval().getValue().toMillis()).isEqualTo(6 * 3_600_000);
    assertThat(calendar.getEvents()).hasSize(1);
    VEvent event = calendar.getEvents().get(0);
    assertThat(event.getUid().getValue()).startsWith(ending.id() + "@");
    assertThat(event.getSummary().getValue())
        .startsWith("API key ends: nightly; import, all kg_dev_…");
    assertThat(event.getDateStart().getValue().hasTime()).isFalse();
    LocalDate day = end.atZone(ZONE).toLocalDate();
    assertThat(answer.text())
        .contains("DTSTART;VALUE=DATE:" + day.toString().replace("-", ""))
        .contains("TRANSP:TRANSPARENT")
        .contains("X-PUBLISHED-TTL:PT6H");
    assertThat(event.getDescription().getValue())
        .contains(org + "/default-project/dev", "Owner: ann@example.org", "It stops working");
    assertThat(event.getUrl().getValue()).endsWith("/keys/" + ending.id() + "/rotate");
    assertThat(event.getAlarms()).hasSize(1);
    assertThat(answer.text()).doesNotContain(ending.secret());
  }

  @Test
  void isNotSentAgainWhileItIsTheSame() {
    String org = admin.newOrganization();
    HeldKey key = admin.held(org, "dev", "{\"name\":\"one\",\"expiresIn\":\"P30D\"}");
    String feed = feed(admin.post(path(org) + "/calendar", ""));
    String tag = nobody.get(feed).expect(200).header("ETag");
    assertThat(tag).isNotEmpty();
    Client careful = nobody.with("If-None-Match", tag);
    assertThat(careful.get(feed).expect(304).text()).isEmpty();
    admin.patch(key.path(), "{\"name\":\"two\"}").expect(200);
    assertThat(careful.get(feed).expect(200).header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void aPersonsHasTheOwnKeysWhereThePersonHasARole() throws Exception {
    String org = admin.newOrganization();
    String elsewhere = admin.newOrganization();
    String username = Accounts.newName();
    String email = username + "@Example.org";
    Accounts.create(admin, username, ",\"email\":\"" + email + "\"");
    String member = path(org) + "/members/" + username;
    admin.put(member, "{\"role\":\"viewer\"}").expect(200);
    String owned = "{\"name\":\"own\",\"expiresIn\":\"P30D\",\"owner\":\"" + email + "\"}";
    HeldKey own = admin.held(org, "dev", owned);
    admin.held(org, "dev", "{\"name\":\"other\",\"expiresIn\":\"P30D\"}");
    admin.held(elsewhere, "dev", owned);
    Client person = keygate.client().bearer(new io.keygate.access.Tokens(keygate).valid(username));
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement(
                "update account set must_change_password = false where username = ?")) {
      statement.setString(1, username);
      statement.executeUpdate();
    }
    person.get("/api/v1/me/calendar").isProblem(404, "not-found", "There is no calendar.");
    String feed = feed(person.post("/api/v1/me/calendar", ""));
    assertThat(uids(feed)).singleElement().asString().startsWith(own.id());
    assertThat(person.get("/api/v1/me/calendar").expect(200).json().path("createdBy").asText())
        .isEqualTo(username);
    admin.delete(member).expect(200);
    assertThat(uids(feed)).isEmpty();
    admin.put(member, "{\"role\":\"viewer\"}").expect(200);
    assertThat(uids(feed)).hasSize(1);
    admin.patch("/api/v1/accounts/" + username, "{\"disabled\":true}").expect(200);
    assertThat(uids(feed)).isEmpty();
  }

  /** Somebody of an identity provider, as tokens would have left it in the database. */
  @Test
  void aPersonWithoutATokenForLongSeesNothing() throws Exception {
    String org = admin.newOrganization();
    String subject = Accounts.newName();
    String email = subject + "@Example.org";
    admin.held(org, "dev", "{\"name\":\"own\",\"expiresIn\":\"P30D\",\"owner\":\"" + email + "\"}");
    change(
        """
        insert into person (issuer, subject, name, email, first_seen_at, last_seen_at)
        values ('https://idp.example.org', ?, 'Ann', ?, utc_timestamp(6), utc_timestamp(6))\
        """,
        subject,
        email);
    change(
        """
        insert into membership (organization_id, issuer, subject, role, created_at, created_by)
        select id, 'https://idp.example.org', ?, 'VIEWER', utc_timestamp(6), 'admin'
        from organization where slug = ?\
        """,
        subject,
        org);
    change(
        """
        insert into calendar_feed (public_id, token_hash, issuer, subject, created_at, created_by)
        values (?, unhex(sha2(?, 256)), 'https://idp.example.org', ?, utc_timestamp(6), 'ann')\
        """,
        "cal_" + subject,
        "token-of-" + subject,
        subject);
    String feed = "/api/v1/calendars/token-of-" + subject + ".ics";
    assertThat(uids(feed)).hasSize(1);
    String seen =
        "update person set last_seen_at = utc_timestamp(6) - interval ? day where subject = ?";
    change(seen, "89", subject);
    assertThat(uids(feed)).hasSize(1);
    change(seen, "91", subject);
    assertThat(uids(feed)).isEmpty();
    change(seen, "0", subject);
    assertThat(uids(feed)).hasSize(1);
  }

  private void change(String sql, String... values) throws SQLException {
    try (var connection = keygate.database();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  /** Whether it is in an answer that is kept to be given again. */
  private boolean kept(String token) throws SQLException {
    try (var connection = keygate.database();
        var statement =
            connection.prepareStatement("select 1 from first_answer where instr(body, ?) > 0")) {
      statement.setString(1, token);
      return statement.executeQuery().next();
    }
  }

  @Test
  void theSameRequestAgainMakesNoOther() throws Exception {
    String org = admin.newOrganization();
    for (String calendar : List.of(path(org) + "/calendar", "/api/v1/me/calendar")) {
      Client careful = admin.with("Idempotency-Key", "calendar-" + org + calendar.length());
      String feed = feed(careful.post(calendar, ""));
      Answer again = careful.post(calendar, "").expect(201);
      assertThat(again.text()).isEqualTo("{\"url\":null}");
      assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
      nobody.get(feed).expect(200);
      assertThat(kept(feed.replaceAll(".*/|\\.ics", ""))).isFalse();
      admin.delete(calendar).expect(204);
    }
  }

  @Test
  void aNewUrlEndsTheOneBefore() throws IOException {
    String org = admin.newOrganization();
    String calendar = path(org) + "/calendar";
    admin.get(calendar).isProblem(404, "not-found", "There is no calendar.");
    Answer created = admin.post(calendar, "").expect(201);
    assertThat(created.header("Cache-Control")).isEqualTo("no-store");
    String first = feed(created);
    assertThat(first).matches("/api/v1/calendars/[0-9A-Za-z]{43}\\.ics");
    nobody.get(first).expect(200);
    String second = feed(admin.post(calendar, ""));
    nobody.get(first).isProblem(404, "not-found", "There is no calendar at this URL.");
    nobody.get(second).expect(200);
    assertThat(admin.get(calendar).expect(200).text()).doesNotContain("calendars/");
    admin.delete(calendar).expect(204);
    nobody.get(second).expect(404);
    admin.delete(calendar).isProblem(404, "not-found", "There is no calendar.");
    nobody.get(second.replace(".ics", "")).expect(404);
    nobody.delete(second).expect(405);
    String trail = admin.get(path(org) + "/audit").text();
    assertThat(trail).contains("calendar.created", "calendar.ended");
    for (String feed : List.of(first, second)) {
      String token = feed.replaceAll(".*/|\\.ics", "");
      assertThat(trail).doesNotContain(token);
      assertThat(keygate.output()).doesNotContain(token);
      try (Stream<Path> files = Files.walk(keygate.home())) {
        assertThat(files.filter(file -> file.toString().matches(".*\\.log.*")))
            .allSatisfy(
                file -> assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(token));
      }
    }
  }

  private List<String> uids(String feed) {
    return Biweekly.parse(nobody.get(feed).expect(200).text()).first().getEvents().stream()
        .map(event -> event.getUid().getValue())
        .toList();
  }

  private static String feed(Answer created) {
    return URI.create(created.expect(201).json().path("url").asText()).getPath();
  }

  private static String path(String org) {
    return "/api/v1/organizations/" + org;
  }
}
