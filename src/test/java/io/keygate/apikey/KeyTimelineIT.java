package io.keygate.apikey;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.incontainer.Archives;
import io.keygate.incontainer.Gate;
import io.keygate.incontainer.Requests;
import io.keygate.incontainer.SettableClock;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.web.IfMatch;
import io.keygate.platform.web.Patch;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old and new key at the gate, at every step of the time in which one replaces the other. */
@ArquillianTest
class KeyTimelineIT {
  private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject OrganizationService organizations;
  @Inject ApiKeyService keys;
  @Inject KeyRotation rotation;
  @Inject SettableClock clock;
  @Inject Requests requests;

  private String org = "";

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(KeyTimelineIT.class, SettableClock.class, Gate.class);
  }

  @BeforeEach
  void createOrganization() throws Exception {
    clock.set(START);
    String name = "Timeline " + Long.toString(System.nanoTime(), 36);
    org =
        requests
            .call(() -> organizations.create(new NewOrganization(name, null, null, null)))
            .slug();
  }

  private record Held(String id, String secret) {}

  private Held generate(@Nullable Duration expiresIn) throws Exception {
    var wanted = new NewApiKey("k", null, null, null, null, null, null, expiresIn);
    GeneratedKey key = requests.call(() -> keys.generate(org, "default-project", "dev", wanted));
    return new Held(key.key().id(), requireNonNull(key.secret()));
  }

  private Held rotate(Held old, @Nullable Duration overlap, boolean end) throws Exception {
    RotatedKey key =
        requests.call(() -> rotation.rotate(old.id(), new Rotation(overlap, end), IfMatch.any()));
    return new Held(key.key().id(), requireNonNull(key.secret()));
  }

  private ApiKeyView moveOverlap(Held key, Instant end) throws Exception {
    return requests.call(() -> rotation.moveOverlap(key.id(), end, IfMatch.any()));
  }

  private ApiKeyView read(Held key) throws Exception {
    return requests.call(() -> keys.read(key.id()));
  }

  private void at(Instant time, Held first, int firstStatus, Held second, int secondStatus)
      throws Exception {
    clock.set(time);
    assertThat(Gate.verify(first.secret())).as("first at " + time).isEqualTo(firstStatus);
    assertThat(Gate.verify(second.secret())).as("second at " + time).isEqualTo(secondStatus);
    boolean opens = read(first).state().opensTheGate();
    assertThat(opens).as("state of the first at " + time).isEqualTo(firstStatus == 200);
  }

  @Test
  void theOldKeyWorksUntilTheOverlapEndsAndNotAMomentLonger() throws Exception {
    Held old = generate(null);
    clock.set(START.plus(HOUR));
    Held successor = rotate(old, HOUR, false);
    at(START.plus(HOUR), old, 200, successor, 200);
    assertThat(read(old).state()).isEqualTo(KeyState.OVERLAP);
    at(START.plus(HOUR).plus(HOUR).minus(MICROSECOND), old, 200, successor, 200);
    at(START.plus(HOUR).plus(HOUR), old, 401, successor, 200);
    assertThat(read(old).state()).isEqualTo(KeyState.EXPIRED);
    at(START.plus(Duration.ofDays(900)), old, 401, successor, 200);
  }

  @Test
  void theExpiryCapsTheOverlapAndEndsBoth() throws Exception {
    Held old = generate(HOUR);
    Held successor = rotate(old, Duration.ofDays(30), false);
    assertThat(read(old).overlapEndsAt()).isEqualTo(START.plus(HOUR));
    at(START.plus(HOUR).minus(MICROSECOND), old, 200, successor, 200);
    at(START.plus(HOUR), old, 401, successor, 401);
    assertThatThrownBy(() -> rotate(successor, HOUR, false))
        .hasMessageContaining("The key is expired");
  }

  @Test
  void theOverlapCanBeShortenedAndExtendedWhileItRuns() throws Exception {
    Held old = generate(null);
    Held successor = rotate(old, HOUR, false);
    moveOverlap(old, START.plus(HOUR.multipliedBy(3)));
    at(START.plus(HOUR.multipliedBy(3)).minus(MICROSECOND), old, 200, successor, 200);
    moveOverlap(old, START.plus(HOUR.multipliedBy(4)));
    at(START.plus(HOUR.multipliedBy(3)), old, 200, successor, 200);
    moveOverlap(old, START);
    assertThat(read(old).overlapEndsAt()).isEqualTo(clock.now());
    at(clock.now(), old, 401, successor, 200);
    assertThatThrownBy(() -> moveOverlap(old, clock.now().plus(HOUR)))
        .hasMessageContaining("not in overlap");
  }

  @Test
  void theOverlapEndsThirtyDaysAfterTheRotationAtTheLatest() throws Exception {
    Held old = generate(null);
    rotate(old, HOUR, false);
    clock.set(START.plus(HOUR).minus(MICROSECOND));
    Instant latest = START.plus(Duration.ofDays(30));
    assertThatThrownBy(() -> moveOverlap(old, latest.plus(MICROSECOND)))
        .hasMessageContaining("within 30 days after the rotation");
    assertThat(moveOverlap(old, latest).overlapEndsAt()).isEqualTo(latest);
  }

  @Test
  void onlyTwoOfALineageEverWorkAtOnce() throws Exception {
    Held first = generate(null);
    Held second = rotate(first, HOUR, false);
    assertThatThrownBy(() -> rotate(second, HOUR, false))
        .hasMessageContaining("The key before this one works until");
    clock.advance(Duration.ofMinutes(1));
    Held third = rotate(second, HOUR, true);
    at(clock.now(), first, 401, second, 200);
    at(clock.now(), second, 200, third, 200);
    clock.set(START.plus(HOUR.multipliedBy(2)));
    Held fourth = rotate(third, HOUR, false);
    at(clock.now(), second, 401, third, 200);
    at(clock.now(), third, 200, fourth, 200);
  }

  @Test
  void aDisabledKeyLosesItsOverlapAllTheSame() throws Exception {
    Held old = generate(null);
    Held successor = rotate(old, HOUR, false);
    requests.call(() -> keys.disable(old.id(), IfMatch.any()));
    at(START, old, 401, successor, 200);
    requests.call(() -> keys.enable(old.id(), IfMatch.any()));
    at(START, old, 200, successor, 200);
    requests.call(() -> keys.disable(old.id(), IfMatch.any()));
    clock.set(START.plus(HOUR));
    requests.call(() -> keys.enable(old.id(), IfMatch.any()));
    at(START.plus(HOUR), old, 401, successor, 200);
  }

  @Test
  void anExpiredKeyIsNotExtended() throws Exception {
    Held key = generate(HOUR);
    clock.set(START.plus(HOUR));
    var later =
        new KeyChange(
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.absent(),
            Patch.of(START.plus(HOUR.multipliedBy(2))));
    assertThatThrownBy(() -> requests.call(() -> keys.change(key.id(), later, IfMatch.any())))
        .hasMessageContaining("The key is expired");
    assertThat(Gate.verify(key.secret())).isEqualTo(401);
  }
}
