package io.keygate.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.apikey.KeyModel.ModelKey;
import io.keygate.apikey.KeyModel.Place;
import io.keygate.apikey.KeyModel.Verdict;
import io.keygate.bin.BinEntryView;
import io.keygate.bin.BinService;
import io.keygate.bin.Restoration;
import io.keygate.environment.EnvironmentDeletion;
import io.keygate.environment.EnvironmentService;
import io.keygate.environment.EnvironmentView;
import io.keygate.environment.NewEnvironment;
import io.keygate.incontainer.Requests;
import io.keygate.incontainer.SettableClock;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import io.keygate.platform.web.Patch;
import io.keygate.project.NewProject;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes random changes to the product and to the model alike. */
@ApplicationScoped
class KeyModelDriver {
  private static final int MOST_KEYS = 300;
  private static final List<String> ADDRESSES = List.of("10.1.2.3", "192.0.2.7");

  private final OrganizationService organizations;
  private final ProjectService projects;
  private final EnvironmentService environments;
  private final EnvironmentDeletion environmentDeletion;
  private final BinService bin;
  private final ApiKeyService keys;
  private final KeyRotation rotation;
  private final OrganizationKeys organizationKeys;
  private final KeyVerifier verifier;
  private final SettableClock clock;
  private final Requests requests;

  private final Map<String, Integer> seen = new TreeMap<>();
  private final List<Place> modelProjects = new ArrayList<>();
  private final List<Place> modelEnvironments = new ArrayList<>();
  private final List<ModelKey> modelKeys = new ArrayList<>();
  private final List<ModelKey> everyKey = new ArrayList<>();
  private Random random = new Random(0);
  private String org = "";
  private int names;

  @Inject
  KeyModelDriver(
      OrganizationService organizations,
      ProjectService projects,
      EnvironmentService environments,
      EnvironmentDeletion environmentDeletion,
      BinService bin,
      ApiKeyService keys,
      KeyRotation rotation,
      OrganizationKeys organizationKeys,
      KeyVerifier verifier,
      SettableClock clock,
      Requests requests) {
    this.organizations = organizations;
    this.projects = projects;
    this.environments = environments;
    this.environmentDeletion = environmentDeletion;
    this.bin = bin;
    this.keys = keys;
    this.rotation = rotation;
    this.organizationKeys = organizationKeys;
    this.verifier = verifier;
    this.clock = clock;
    this.requests = requests;
  }

  /** How often each verdict was seen. */
  Map<String, Integer> run(long seed, int steps, int checks) throws Exception {
    random = new Random(seed);
    org =
        requests
            .call(() -> organizations.create(new NewOrganization("Model", null, null, null)))
            .slug();
    modelProjects.add(new Place("default-project", null));
    for (String slug : List.of("dev", "stg", "prd")) {
      modelEnvironments.add(new Place(slug, null));
    }
    for (int step = 0; step < steps; step++) {
      String change = change();
      for (int i = 0; i < checks && !modelKeys.isEmpty(); i++) {
        check(any(modelKeys), "seed " + seed + ", step " + step + ", after " + change);
      }
    }
    return seen;
  }

  private String change() throws Exception {
    int dice = random.nextInt(100);
    if (dice < 22 || modelKeys.isEmpty()) {
      return generate();
    }
    if (dice < 26) {
      return create();
    }
    if (dice < 29) {
      return delete();
    }
    if (dice < 32) {
      return restore();
    }
    if (dice < 42) {
      clock.advance(Duration.ofMinutes(random.nextInt(600)));
      return "time passes";
    }
    if (dice < 43) {
      return revokeMany();
    }
    ModelKey key = any(modelKeys);
    if (dice < 47) {
      return revoke(key);
    }
    if (dice < 56) {
      return disable(key);
    }
    if (dice < 66) {
      return enable(key);
    }
    if (dice < 80) {
      return rotate(key);
    }
    if (dice < 88) {
      return moveOverlap(key);
    }
    return dice < 94 ? allowNetwork(key) : expire(key);
  }

  private void check(ModelKey key, String context) {
    Permission needed =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> Permission.INGEST;
          default -> Permission.READ;
        };
    String address = any(ADDRESSES);
    Verification answer = verifier.verify(key.secret, needed, new At(address));
    Verdict verdict =
        answer instanceof Verification.Refused refused
            ? new Verdict(false, refused.reason().name())
            : new Verdict(true, "ACCEPTED");
    assertThat(verdict).as(context).isEqualTo(key.verdict(clock.now(), address, needed));
    if (answer instanceof Verification.Accepted accepted) {
      assertThat(accepted.key().keyId()).as(context).isEqualTo(key.id);
      assertThat(accepted.key().project()).as(context).isEqualTo(key.project.slug);
      assertThat(accepted.key().environment()).as(context).isEqualTo(key.environment.slug);
    }
    seen.merge(verdict.reason(), 1, Integer::sum);
  }

  private record At(String address) implements Origin {
    @Override
    public @Nullable String client() {
      return null;
    }
  }

  private String generate() throws Exception {
    Place project = any(modelProjects);
    List<Place> there =
        modelEnvironments.stream().filter(e -> e.project == null || e.project == project).toList();
    Place environment = any(there);
    Set<Permission> permissions =
        random.nextInt(3) == 0 ? Set.of(Permission.INGEST) : Set.of(Permission.values());
    Duration expiresIn = random.nextInt(3) == 0 ? Duration.ofHours(1 + random.nextInt(100)) : null;
    var wanted = new NewApiKey("k", permissions, null, null, null, null, null, expiresIn);
    long live =
        everyKey.stream()
            .filter(k -> k.project == project && k.environment == environment)
            .filter(k -> !k.revoked && !k.isOver(clock.now()) && !hasLivingSuccessor(k))
            .count();
    boolean possible = !project.deleted && !environment.deleted && live < 20;
    GeneratedKey made =
        expect(
            possible,
            () -> keys.generate(org, project.slug, environment.slug, wanted),
            "generate in " + project.slug + "/" + environment.slug);
    if (made != null) {
      var key =
          new ModelKey(
              made.key().id(),
              String.valueOf(made.secret()),
              project,
              environment,
              permissions,
              null,
              clock.now());
      key.expiresAt = expiresIn == null ? null : clock.now().plus(expiresIn);
      remember(key);
    }
    return "generate";
  }

  private boolean hasLivingSuccessor(ModelKey key) {
    return everyKey.stream()
        .filter(k -> k.predecessor == key && !k.revoked)
        .anyMatch(k -> k.expiresAt == null || clock.now().isBefore(k.expiresAt));
  }

  /** Old ones are forgotten, so that the others are checked often. */
  private void remember(ModelKey key) {
    everyKey.add(key);
    modelKeys.add(key);
    if (modelKeys.size() > MOST_KEYS) {
      modelKeys.remove(0);
    }
  }

  private String create() throws Exception {
    String slug = "n" + names++;
    switch (random.nextInt(3)) {
      case 0 -> {
        requests.call(() -> projects.create(org, new NewProject(slug, null)));
        modelProjects.add(new Place(slug, null));
      }
      case 1 -> {
        requests.call(() -> environments.create(org, new NewEnvironment(slug, null)));
        modelEnvironments.add(new Place(slug, null));
      }
      default -> {
        Place project = any(modelProjects);
        EnvironmentView made =
            expect(
                !project.deleted,
                () -> environments.create(org, project.slug, new NewEnvironment(slug, null)),
                "create in " + project.slug);
        if (made != null) {
          modelEnvironments.add(new Place(slug, project));
        }
      }
    }
    return "create";
  }

  private String delete() throws Exception {
    boolean ofProject = random.nextInt(3) == 0;
    Place place = any(ofProject ? modelProjects : modelEnvironments);
    boolean builtIn = List.of("dev", "stg", "prd").contains(place.slug);
    Place parent = place.project;
    boolean possible = !place.deleted && !builtIn && (parent == null || !parent.deleted);
    var confirmation = Confirmation.of(place.slug);
    Boolean done =
        expect(
            possible,
            () -> {
              if (ofProject) {
                projects.delete(org, place.slug, confirmation, IfMatch.any());
              } else if (parent == null) {
                environmentDeletion.delete(org, place.slug, confirmation, IfMatch.any());
              } else {
                environmentDeletion.delete(
                    org, parent.slug, place.slug, confirmation, IfMatch.any());
              }
              return true;
            },
            "delete " + place.slug);
    if (done != null) {
      place.deleted = true;
      everyKey.stream()
          .filter(key -> key.project == place || key.environment == place)
          .forEach(key -> key.revoked = true);
    }
    return "delete " + place.slug;
  }

  private String restore() throws Exception {
    List<BinEntryView> entries = requests.call(() -> bin.list(org, new PageRequest())).items();
    if (entries.isEmpty()) {
      return "nothing to restore";
    }
    BinEntryView entry = any(entries);
    Place place =
        Stream.concat(modelProjects.stream(), modelEnvironments.stream())
            .filter(
                p ->
                    p.slug.equals(
                        entry.environment() == null ? entry.project() : entry.environment()))
            .findFirst()
            .orElseThrow();
    boolean possible = place.project == null || !place.project.deleted;
    BinEntryView restored =
        expect(
            possible,
            () -> bin.restore(org, entry.id(), new Restoration(null, null)),
            "restore " + place.slug);
    if (restored != null) {
      place.deleted = false;
    }
    return "restore " + place.slug;
  }

  private String revokeMany() throws Exception {
    Place environment = any(modelEnvironments);
    var filter =
        new KeyFilter(null, environment.slug, List.of(KeyState.DISABLED), null, null, null, null);
    RevokedKeys dry =
        requests.call(
            () -> organizationKeys.revoke(org, new BulkRevocation(filter, true, null, null)));
    requests.call(
        () -> organizationKeys.revoke(org, new BulkRevocation(filter, false, dry.count(), null)));
    everyKey.stream()
        .filter(key -> key.environment == environment && !key.isHidden() && key.disabled)
        .forEach(key -> key.revoked = true);
    return "revoke all that are disabled in " + environment.slug;
  }

  private String revoke(ModelKey key) throws Exception {
    if (expect(!key.isHidden(), () -> keys.revoke(key.id, null, IfMatch.any()), "revoke") != null) {
      key.revoked = true;
    }
    return "revoke";
  }

  private String disable(ModelKey key) throws Exception {
    boolean possible = !key.isHidden() && !key.revoked;
    if (expect(possible, () -> keys.disable(key.id, IfMatch.any()), "disable") != null) {
      key.disabled = true;
    }
    return "disable";
  }

  private String enable(ModelKey key) throws Exception {
    boolean possible = !key.isHidden() && !key.revoked;
    if (expect(possible, () -> keys.enable(key.id, IfMatch.any()), "enable") != null) {
      key.disabled = false;
    }
    return "enable";
  }

  private String rotate(ModelKey key) throws Exception {
    Instant now = clock.now();
    Duration overlap = Duration.ofHours(random.nextInt(60));
    boolean end = random.nextBoolean();
    ModelKey before = key.predecessor;
    boolean possible =
        !key.isHidden()
            && !key.revoked
            && !key.disabled
            && !key.rotated
            && !key.isOver(now)
            && (end || before == null || !before.mayStillWork(now));
    RotatedKey made =
        expect(
            possible,
            () -> rotation.rotate(key.id, new Rotation(overlap, end), IfMatch.any()),
            "rotate");
    if (made != null) {
      if (before != null && before.mayStillWork(now)) {
        before.overlapEndsAt = now;
      }
      key.rotated = true;
      key.overlapEndsAt = earlier(now.plus(overlap), key.expiresAt);
      var successor =
          new ModelKey(
              made.key().id(),
              String.valueOf(made.secret()),
              key.project,
              key.environment,
              key.permissions,
              key,
              now);
      successor.expiresAt = key.expiresAt;
      successor.network = key.network;
      remember(successor);
    }
    return "rotate";
  }

  private String moveOverlap(ModelKey key) throws Exception {
    Instant now = clock.now();
    Instant end = now.plus(Duration.ofHours(random.nextInt(40) - 5));
    Instant rotatedAt =
        modelKeys.stream()
            .filter(k -> k.predecessor == key)
            .map(k -> k.createdAt)
            .findFirst()
            .orElse(now);
    boolean possible =
        !key.isHidden()
            && !key.revoked
            && !key.disabled
            && key.rotated
            && !key.isOver(now)
            && !end.isAfter(rotatedAt.plus(Duration.ofDays(30)));
    ApiKeyView moved =
        expect(
            possible, () -> rotation.moveOverlap(key.id, end, IfMatch.any()), "move the overlap");
    if (moved != null) {
      key.overlapEndsAt = earlier(end.isBefore(now) ? now : end, key.expiresAt);
    }
    return "move the overlap";
  }

  private String allowNetwork(ModelKey key) throws Exception {
    boolean anywhere = random.nextBoolean();
    List<String> networks = anywhere ? List.of() : List.of("10.0.0.0/8");
    KeyChange change = change(Patch.of(networks), Patch.absent());
    boolean possible = !key.isHidden() && !key.revoked;
    if (expect(possible, () -> keys.change(key.id, change, IfMatch.any()), "network") != null) {
      key.network = anywhere ? null : "10.";
    }
    return "allow a network";
  }

  private String expire(ModelKey key) throws Exception {
    Instant now = clock.now();
    Instant end =
        random.nextInt(4) == 0 ? null : now.plus(Duration.ofHours(1 + random.nextInt(50)));
    KeyChange change = change(Patch.absent(), Patch.of(end));
    boolean expired = key.expiresAt != null && !now.isBefore(key.expiresAt);
    boolean possible = !key.isHidden() && !key.revoked && !expired;
    if (expect(possible, () -> keys.change(key.id, change, IfMatch.any()), "expire") != null) {
      key.expiresAt = end;
      if (key.overlapEndsAt != null) {
        key.overlapEndsAt = earlier(key.overlapEndsAt, end);
      }
    }
    return "expire";
  }

  private static KeyChange change(Patch<List<String>> networks, Patch<Instant> expiresAt) {
    return new KeyChange(
        Patch.absent(), Patch.absent(), Patch.absent(), Patch.absent(), networks, expiresAt);
  }

  /** What the call gives; null where it is refused, which the model has to foresee. */
  private <T> @Nullable T expect(boolean possible, Callable<T> call, String what) throws Exception {
    try {
      T result = requests.call(call);
      assertThat(possible).as(what + " was not refused").isTrue();
      return result;
    } catch (ProblemException e) {
      assertThat(possible).as(what + ": " + e.detail()).isFalse();
      seen.merge("refused change", 1, Integer::sum);
      return null;
    }
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  private <T> T any(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
