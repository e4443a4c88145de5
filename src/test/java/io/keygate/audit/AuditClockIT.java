package io.keygate.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.NewApiKey;
import io.keygate.audit.chain.Link;
import io.keygate.audit.chain.Verdict;
import io.keygate.incontainer.Archives;
import io.keygate.incontainer.Gate;
import io.keygate.incontainer.Requests;
import io.keygate.incontainer.SettableClock;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationChange;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.Occurrence;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.web.IfMatch;
import io.keygate.platform.web.Patch;
import io.keygate.testing.Await;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the trail does by the clock: counting repeats, daily verification, retention. */
@ArquillianTest
class AuditClockIT {
  @Inject OrganizationService organizations;
  @Inject ApiKeyService keys;
  @Inject Requests requests;
  @Inject SettableClock clock;
  @Inject Sightings sightings;
  @Inject Repeats repeats;
  @Inject ChainReader reader;
  @Inject Verifications verifications;
  @Inject AuditNight night;
  @Inject AuditHealth health;
  @Inject Database database;

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(
        AuditClockIT.class, SettableClock.class, Gate.class, Await.class, Await.Condition.class);
  }

  private ChainRow chainOf(String name) throws Exception {
    String slug =
        requests
            .call(() -> organizations.create(new NewOrganization(name, null, null, List.of())))
            .slug();
    return chain(slug);
  }

  private ChainRow chain(String slug) throws Exception {
    long id = requests.call(() -> organizations.bySlug(slug).id());
    return reader.find(id).orElseThrow();
  }

  private List<Link> events(ChainRow chain) {
    return reader.after(chain.id(), 0, 10_000);
  }

  private List<String> bodies(ChainRow chain, Action action) {
    return events(chain).stream()
        .map(Link::body)
        .filter(body -> body.contains("\"action\":\"" + action.word() + "\""))
        .toList();
  }

  private void seen(ChainRow chain, String sameness, Duration window) {
    var event =
        DomainEvent.telling(
            Action.ACCESS_DENIED,
            requireNonNull(chain.organizationId()),
            Target.at(chain.label(), "organization", chain.label()),
            Map.of());
    sightings.on(
        Occurrence.once(
            event,
            Outcome.DENIED,
            Actor.ANONYMOUS,
            RequestFacts.NONE,
            sameness,
            window,
            clock.now()));
  }

  private void closeWindows() {
    sightings.writeWaiting();
    // Tests before this one may have left many.
    for (List<byte[]> over = repeats.over(); !over.isEmpty(); over = repeats.over()) {
      over.forEach(repeats::close);
    }
  }

  @Test
  void repeatsWithinAMinuteAreOneEventWithACount() throws Exception {
    ChainRow chain = chainOf("Repeats");
    Duration minute = Duration.ofMinutes(1);
    seen(chain, "a", minute);
    assertThat(bodies(chain, Action.ACCESS_DENIED)).hasSize(1);
    Instant second = clock.now().plusSeconds(1);
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(1));
      seen(chain, "a", minute);
    }
    Instant last = clock.now();
    seen(chain, "b", minute);
    closeWindows();
    assertThat(bodies(chain, Action.ACCESS_DENIED)).hasSize(2);

    clock.advance(minute);
    closeWindows();
    closeWindows();
    List<String> told = bodies(chain, Action.ACCESS_DENIED);
    assertThat(told).hasSize(3);
    assertThat(told.get(2))
        .contains("\"count\":5")
        .contains("\"firstAt\":\"" + second + "\"")
        .contains("\"lastAt\":\"" + last + "\"");

    // A minute in which nothing comes ends it, and the next one is a first one again.
    clock.advance(minute);
    closeWindows();
    clock.advance(minute);
    closeWindows();
    assertThat(bodies(chain, Action.ACCESS_DENIED)).hasSize(3);
    seen(chain, "a", minute);
    assertThat(bodies(chain, Action.ACCESS_DENIED)).hasSize(4);
    assertThat(verifications.of(chain).isIntact()).isTrue();
  }

  @Test
  void theCountOfAWindowThatNobodyClosedIsNotLost() throws Exception {
    ChainRow chain = chainOf("Late");
    seen(chain, "a", Duration.ofMinutes(1));
    seen(chain, "a", Duration.ofMinutes(1));
    sightings.writeWaiting();
    clock.advance(Duration.ofHours(3));
    seen(chain, "a", Duration.ofMinutes(1));
    assertThat(bodies(chain, Action.ACCESS_DENIED)).hasSize(3);
  }

  @Test
  void aDeadKeyIsToldOfAtOnceAndThenOnceAnHour() throws Exception {
    ChainRow chain = chainOf("Knocks");
    var key =
        requests.call(
            () -> keys.generate("knocks", "default-project", "dev", NewApiKey.named("checkout")));
    requests.call(() -> keys.revoke(key.key().id(), null, IfMatch.any()));
    String secret = requireNonNull(key.secret());
    assertThat(Gate.verify(secret)).isEqualTo(401);
    awaitTold(chain, 1);
    for (int i = 0; i < 3; i++) {
      assertThat(Gate.verify(secret)).isEqualTo(401);
    }
    awaitCounted(chain, 3);
    clock.advance(Duration.ofHours(1));
    closeWindows();
    List<String> told = bodies(chain, Action.KEY_REFUSED);
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).contains("\"count\":3").contains("\"reason\":\"revoked\"");
  }

  private void awaitTold(ChainRow chain, int events) {
    Await.until(
        "it is told",
        Duration.ofSeconds(20),
        () -> bodies(chain, Action.KEY_REFUSED).size() == events);
  }

  private void awaitCounted(ChainRow chain, int count) {
    String counted =
        "select coalesce(sum(occurrences), 0) from audit_repeat where organization_id = "
            + chain.organizationId();
    Await.until(
        "all are counted",
        Duration.ofSeconds(20),
        () -> {
          sightings.writeWaiting();
          return number(counted) == count;
        });
  }

  @Test
  void retentionCutsAWholePrefixAndLeavesACheckpoint() throws Exception {
    ChainRow chain = chainOf("Cuts");
    rename("cuts", 30);
    Verdict before = verifications.of(chain);
    clock.advance(Duration.ofDays(300));
    rename("cuts", 10);
    requests.call(
        () ->
            organizations.change(
                "cuts",
                new OrganizationChange(null, null, null, null, null, Patch.of(365)),
                IfMatch.any()));
    clock.advance(Duration.ofDays(100));

    night.run(clock.now());

    ChainRow cut = chain("cuts");
    assertThat(cut.cutNumber()).isEqualTo(before.last());
    List<Link> left = events(cut);
    assertThat(left.get(0).number()).isEqualTo(before.last() + 1);
    Verdict after = verifications.of(cut);
    assertThat(after.finding()).isNull();
    assertThat(after.first()).isEqualTo(before.last() + 1);
    assertThat(bodies(cut, Action.AUDIT_CUT)).hasSize(1);
    assertThat(bodies(cut, Action.AUDIT_CUT).get(0))
        .contains("\"upTo\":\"" + before.last() + "\"")
        .contains("\"mac\":\"" + before.lastMac() + "\"");

    // Nothing more goes before its time, and what was cut once is not cut again.
    clock.advance(Duration.ofDays(1));
    night.run(clock.now());
    assertThat(chain("cuts").cutNumber()).isEqualTo(before.last());
    assertThat(verifications.of(chain("cuts")).isIntact()).isTrue();

    clock.advance(Duration.ofDays(400));
    night.run(clock.now());
    ChainRow again = chain("cuts");
    assertThat(again.cutNumber()).isGreaterThan(before.last());
    assertThat(verifications.of(again).finding()).isNull();
  }

  @Test
  void withoutARetentionNothingIsCut() throws Exception {
    chainOf("Keeps");
    clock.advance(Duration.ofDays(4_000));
    night.run(clock.now());
    assertThat(chain("keeps").cutNumber()).isZero();
    assertThat(events(chain("keeps")).get(0).number()).isEqualTo(1);
  }

  @Test
  void aChainThatCameToBeWhileOthersWereReadIsNotGone() throws Exception {
    ChainRow chain = chainOf("Meanwhile");
    assertThat(verifications.vanished(Set.of()))
        .extracting(checked -> checked.chain().publicId())
        .doesNotContain(chain.publicId());
  }

  @Test
  void theDailyRunFindsWhatIsBrokenOnceADay() throws Exception {
    ChainRow chain = chainOf("Breaks");
    clock.advance(Duration.ofDays(1));
    night.run(clock.now());
    assertThat(health.state().isUp()).isTrue();
    int verified = bodies(chain, Action.AUDIT_VERIFIED).size();
    assertThat(verified).isEqualTo(1);
    night.run(clock.now());
    assertThat(bodies(chain, Action.AUDIT_VERIFIED)).hasSize(verified);

    change("drop trigger audit_event_is_not_changed");
    change(
        "update audit_event set body = replace(body, 'Tester', 'Nobody') where number = 1 and"
            + " chain_id = "
            + chain.id());
    clock.advance(Duration.ofDays(1));
    night.run(clock.now());

    assertThat(health.state().isUp()).isFalse();
    assertThat(health.state().data()).containsEntry("broken", "1");
    List<String> told = bodies(chain, Action.AUDIT_VERIFIED);
    assertThat(told).hasSize(verified + 1);
    assertThat(told.get(verified))
        .contains("\"outcome\":\"failure\"")
        .contains("\"firstBroken\":\"1\"")
        .contains("\"kind\":\"changed\"");

    change(
        "update audit_event set body = replace(body, 'Nobody', 'Tester') where number = 1 and"
            + " chain_id = "
            + chain.id());
    clock.advance(Duration.ofDays(1));
    night.run(clock.now());
    assertThat(health.state().isUp()).isTrue();
  }

  private void rename(String slug, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      String name = "Name " + i + " at " + clock.now();
      requests.call(
          () ->
              organizations.change(
                  slug,
                  new OrganizationChange(name, null, null, null, null, Patch.absent()),
                  IfMatch.any()));
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = database.migration().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
