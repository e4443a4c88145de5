package io.keygate.apikey;

import io.keygate.environment.EnvironmentDeleted;
import io.keygate.environment.Streams;
import io.keygate.organization.OrganizationDeleted;
import io.keygate.platform.event.Action;
import io.keygate.platform.security.Caller;
import io.keygate.project.ProjectDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/**
 * Revokes the keys of what is deleted, in the same transaction. They stay dead when what they were
 * for is restored (design.md section 2, "Delete").
 */
@ApplicationScoped
class DeathOfParents {
  private final EntityManager entities;
  private final ApiKeyQueries queries;
  private final Keys keys;
  private final Streams streams;
  private final Caller caller;

  @Inject
  DeathOfParents(
      EntityManager entities, ApiKeyQueries queries, Keys keys, Streams streams, Caller caller) {
    this.entities = entities;
    this.queries = queries;
    this.keys = keys;
    this.streams = streams;
    this.caller = caller;
  }

  void of(@Observes EnvironmentDeleted deleted) {
    revoke(
        streams.ofEnvironment(deleted.environment().id()),
        "The environment " + deleted.path() + " was deleted",
        deleted.at());
  }

  void of(@Observes ProjectDeleted deleted) {
    revoke(
        streams.ofProject(deleted.project().id()),
        "The project " + deleted.path() + " was deleted",
        deleted.at());
  }

  void of(@Observes OrganizationDeleted deleted) {
    revoke(
        streams.ofOrganization(deleted.organization().id()),
        "The organization " + deleted.organization().slug() + " was deleted",
        deleted.at());
  }

  private void revoke(List<Long> streamIds, String reason, Instant now) {
    if (streamIds.isEmpty()) {
      return;
    }
    // NB: locked before they are read; somebody may be changing one at this moment.
    entities
        .createNativeQuery("select id from api_key where stream_id in :streams for update")
        .setParameter("streams", streamIds)
        .getResultList();
    for (KeyRow row : queries.notRevoked(streamIds)) {
      KeyState before = row.key().stateAt(now);
      if (row.key().revoke(caller.subject(), reason, now)) {
        keys.fireState(Action.KEY_REVOKED, row, before, now, reason);
      }
    }
    keys.flush();
  }
}
