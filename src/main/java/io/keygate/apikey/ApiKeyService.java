package io.keygate.apikey;

import io.keygate.environment.Stream;
import io.keygate.environment.Streams;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of keys. What it has answered holds at the gate of every node at once. */
@ApplicationScoped
@Transactional
public class ApiKeyService {
  private final EntityManager entities;
  private final ApiKeyQueries queries;
  private final Streams streams;
  private final Peppers peppers;
  private final ApiKeyConfig config;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  ApiKeyService(
      EntityManager entities,
      ApiKeyQueries queries,
      Streams streams,
      Peppers peppers,
      ApiKeyConfig config,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.streams = streams;
    this.peppers = peppers;
    this.config = config;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /** Makes a key for a stream; 409 where the stream has as many live ones as it may have. */
  public GeneratedKey generate(String org, String project, String env, NewApiKey wanted) {
    Instant now = clock.instant();
    KeySettings settings = wanted.settings(caller.identity().email(), now);
    Streams.Place place = streams.place(org, project, env);
    Stream stream = streams.lock(place);
    if (queries.countLive(stream.id(), now) >= config.maxLiveKeys()) {
      throw ProblemType.KEY_LIMIT_REACHED.with(
          "This stream has " + config.maxLiveKeys() + " live keys; revoke one that is not needed.");
    }
    Secret secret = Secret.generate(env);
    var key =
        new ApiKey(stream.id(), secret, peppers.hash(secret), settings, caller.subject(), now);
    entities.persist(key);
    var row = new KeyRow(key, org, project, env, null, null);
    fire("key.created", stream.organizationId(), row, described(settings), null);
    return new GeneratedKey(secret.expose(), ApiKeyView.of(row, now));
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
    return ApiKeyView.of(row(publicId), clock.instant());
  }

  /** Kills a key for good; a second time changes nothing and is no error. */
  public ApiKeyView revoke(String publicId, @Nullable String reason) {
    Instant now = clock.instant();
    KeyRow row = row(publicId);
    // NB: refreshed under the lock, so that of two revocations at once one sees the other's.
    entities.refresh(row.key(), LockModeType.PESSIMISTIC_WRITE);
    KeyState before = row.key().stateAt(now);
    if (row.key().revoke(caller.subject(), reason, now)) {
      fire(
          "key.revoked",
          organizationOf(publicId).orElseThrow(),
          row,
          Map.of("state", new Change(before, KeyState.REVOKED)),
          reason);
    }
    return ApiKeyView.of(row, now);
  }

  /** Internal id of the organization that a key belongs to. */
  public Optional<Long> organizationOf(String publicId) {
    return queries.organizationId(publicId);
  }

  private KeyRow row(String publicId) {
    return queries.row(publicId).stream()
        .findFirst()
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no key with this id."));
  }

  private void fire(
      String action,
      long organizationId,
      KeyRow row,
      Map<String, Change> changes,
      @Nullable String reason) {
    var target = new DomainEvent.Target("key", row.key().publicId(), row.path());
    events.fire(new DomainEvent(action, organizationId, target, changes, reason));
  }

  private static Map<String, Change> described(KeySettings settings) {
    Map<String, Change> changes = new HashMap<>();
    changes.put("name", Change.to(settings.name()));
    changes.put("permissions", Change.to(settings.permissions()));
    changes.put("owner", Change.to(settings.owner()));
    changes.put("expiresAt", Change.to(settings.expiresAt()));
    return changes;
  }
}
