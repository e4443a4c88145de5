package io.keygate.apikey;

import io.keygate.platform.event.Action;
import io.keygate.platform.event.Actor;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.event.RequestFacts;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where keys have been used from; tells of an address that is new for a key. */
@ApplicationScoped
class KeyAddresses {
  /** Of a key that comes from everywhere, so many are kept and told of. */
  private static final int MOST = 1_000;

  private final EntityManager entities;
  private final ApiKeyQueries queries;
  private final DomainEvents events;
  private final Caller caller;

  @Inject
  KeyAddresses(EntityManager entities, ApiKeyQueries queries, DomainEvents events, Caller caller) {
    this.entities = entities;
    this.queries = queries;
    this.events = events;
    this.caller = caller;
  }

  /** Notes that a key was used from there; the first time is an event. */
  @ActivateRequestContext
  @Transactional
  void used(long keyId, String address, @Nullable String client, Instant at) {
    if (insert(keyId, address, at) == 0) {
      return;
    }
    for (KeyRow row : queries.anyRow(keyId)) {
      caller.actsAs(Actor.apiKey(row.key().publicId(), row.key().settings().name()));
      caller.comesFrom(new RequestFacts(address, client, null));
      events.fire(
          new DomainEvent(
              Action.KEY_USED_FROM_NEW_ADDRESS,
              row.organizationId(),
              row.target(),
              Map.of("address", Change.to(address)),
              Map.of("usedAt", at.toString()),
              null));
    }
  }

  private int insert(long keyId, String address, Instant at) {
    return entities
        .createNativeQuery(
            """
            insert ignore into api_key_address (api_key_id, address, first_used_at)
            select k.id, :address, :at from api_key k where k.id = :key
              and (select count(*) from api_key_address where api_key_id = :key) < :most\
            """)
        .setParameter("key", keyId)
        .setParameter("address", address)
        .setParameter("at", Times.toColumn(at))
        .setParameter("most", MOST)
        .executeUpdate();
  }
}
