package io.keygate.apikey;

import io.keygate.environment.Stream;
import io.keygate.environment.Streams;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Makes, finds and revokes keys. What it has answered holds at the gate of every node at once. */
@ApplicationScoped
@Transactional
public class ApiKeyService {
  private final EntityManager entities;
  private final ApiKeyQueries queries;
  private final Keys keys;
  private final Streams streams;
  private final Peppers peppers;
  private final RotationTerms terms;
  private final ApiKeyConfig config;
  private final Caller caller;
  private final Clock clock;

  @Inject
  ApiKeyService(
      EntityManager entities,
      ApiKeyQueries queries,
      Keys keys,
      Streams streams,
      Peppers peppers,
      RotationTerms terms,
      ApiKeyConfig config,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.keys = keys;
    this.streams = streams;
    this.peppers = peppers;
    this.terms = terms;
    this.config = config;
    this.caller = caller;
    this.clock = clock;
  }

  /** Makes a key for a stream; 409 where the stream has as many live ones as it may have. */
  public GeneratedKey generate(String org, String project, String env, NewApiKey wanted) {
    Secret secret = Secret.generate(env);
    KeyRow row = add(org, project, env, wanted, peppers.hashed(secret));
    return new GeneratedKey(secret.expose(), ApiKeyView.of(row, clock.instant()));
  }

  /** Makes a key whose secret was made before. */
  KeyRow add(String org, String project, String env, NewApiKey wanted, HashedSecret secret) {
    Instant now = clock.instant();
    Streams.Place place = streams.keep(org, project, env);
    Stream stream = streams.lock(place);
    boolean guarded = stream.isProtected(place.environment());
    keys.requireRight(guarded);
    KeySettings settings = wanted.settings(caller.identity().email(), usual(place), now);
    if (queries.countForLimit(stream.id(), now) >= config.maxLiveKeys()) {
      throw ProblemType.KEY_LIMIT_REACHED.with(
          "This stream has " + config.maxLiveKeys() + " live keys; revoke one that is not needed.");
    }
    Instant rotateBy = terms.rotateBy(stream.id(), now);
    var key = new ApiKey(stream.id(), secret, settings, rotateBy, caller.identity(), now);
    entities.persist(key);
    keys.flush();
    var row = new KeyRow(key, stream.organizationId(), org, project, env, guarded, null, null);
    Map<String, Change> changes = new TreeMap<>();
    settings.described().forEach((field, value) -> changes.put(field, Change.to(value)));
    keys.fire(Action.KEY_CREATED, row, changes, null);
    return row;
  }

  /** What a key may do where nothing is asked for (design.md section 2, "Fields"). */
  private static Set<Permission> usual(Streams.Place place) {
    return place.isIngestOnly() ? EnumSet.of(Permission.INGEST) : EnumSet.allOf(Permission.class);
  }

  /** The keys of a stream, dead ones too, in the order of their creation. */
  public Page<ApiKeyView> list(String org, String project, String env, PageRequest page) {
    Instant now = clock.instant();
    List<KeyRow> rows =
        streams
            .find(streams.place(org, project, env))
            .map(stream -> queries.page(stream.id(), page.after(), page.rows()))
            .orElse(List.of());
    return Page.of(page, rows, row -> row.key().id(), row -> ApiKeyView.of(row, now));
  }

  /** The key; a 404 problem where there is none. */
  public ApiKeyView read(String publicId) {
    return ApiKeyView.of(keys.row(publicId), clock.instant());
  }

  /** Kills a key for good; a second time changes nothing and is no error. */
  public ApiKeyView revoke(String publicId, @Nullable String reason, IfMatch ifMatch) {
    return move(
        publicId,
        ifMatch,
        Action.KEY_REVOKED,
        reason,
        (key, now) -> key.revoke(caller.subject(), reason, now));
  }

  /** Takes over what the change gives; a revoked key stays as it is. */
  public ApiKeyView change(String publicId, KeyChange change, IfMatch ifMatch) {
    KeyRow row = keys.locked(publicId, ifMatch);
    Instant now = clock.instant();
    Map<String, Object> before = row.key().settings().described();
    row.key().take(change.checked(now), now);
    keys.flush();
    Map<String, Object> after = row.key().settings().described();
    Map<String, Change> changes = new TreeMap<>();
    Set<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    fields.forEach(field -> Change.collect(changes, field, before.get(field), after.get(field)));
    if (!changes.isEmpty()) {
      keys.fire(Action.KEY_CHANGED, row, changes, null);
    }
    return ApiKeyView.of(row, now);
  }

  /** Closes the gate to a key until it is enabled again; a second time changes nothing. */
  public ApiKeyView disable(String publicId, IfMatch ifMatch) {
    return move(
        publicId,
        ifMatch,
        Action.KEY_DISABLED,
        null,
        (key, now) -> key.disable(caller.subject(), now));
  }

  /**
   * Disables a key that was not rotated in time.
   *
   * @param rotateBy until when; where the key has another date by now, nothing happens
   * @return whether it is disabled by this
   */
  public boolean disableOverdue(String publicId, Instant rotateBy, String reason) {
    KeyRow row = keys.locked(publicId, IfMatch.any());
    Instant now = clock.instant();
    KeyState before = row.key().stateAt(now);
    if (before != KeyState.ACTIVE || !rotateBy.equals(row.key().rotateBy())) {
      return false;
    }
    row.key().disable(caller.subject(), now);
    keys.flush();
    keys.fireState(Action.KEY_DISABLED, row, before, now, reason);
    return true;
  }

  /** Ends what {@link #disable} did; a key that is not disabled stays as it is. */
  public ApiKeyView enable(String publicId, IfMatch ifMatch) {
    return move(publicId, ifMatch, Action.KEY_ENABLED, null, ApiKey::enable);
  }

  /** Changes the state of a key, and tells of it where something has changed. */
  private ApiKeyView move(
      String publicId,
      IfMatch ifMatch,
      Action action,
      @Nullable String reason,
      BiPredicate<ApiKey, Instant> transition) {
    KeyRow row = keys.locked(publicId, ifMatch);
    Instant now = clock.instant();
    KeyState before = row.key().stateAt(now);
    if (transition.test(row.key(), now)) {
      keys.flush();
      keys.fireState(action, row, before, now, reason);
    }
    return ApiKeyView.of(row, now);
  }
}
