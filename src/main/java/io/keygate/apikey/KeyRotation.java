package io.keygate.apikey;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Replaces a key by another, with a time in which both work (design.md section 2, "Rotate"). */
@ApplicationScoped
@Transactional
public class KeyRotation {
  private final EntityManager entities;
  private final Keys keys;
  private final OrganizationService organizations;
  private final Peppers peppers;
  private final RotationTerms terms;
  private final Caller caller;
  private final Clock clock;

  @Inject
  KeyRotation(
      EntityManager entities,
      Keys keys,
      OrganizationService organizations,
      Peppers peppers,
      RotationTerms terms,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.keys = keys;
    this.organizations = organizations;
    this.peppers = peppers;
    this.terms = terms;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * Makes the successor of an active key, with all its settings. Of concurrent rotations one wins;
   * 409 for the others, and while the key before this one still works, unless that is to end.
   */
  public RotatedKey rotate(String publicId, Rotation rotation, IfMatch ifMatch) {
    Duration overlap = rotation.overlapOrUsual();
    // NB: a key must not come to be in what is being deleted at this moment.
    organizations.keep(keys.row(publicId).organization());
    KeyRow row = keys.locked(publicId, ifMatch);
    Instant now = clock.instant();
    ApiKey old = row.key();
    Secret secret = Secret.generate(row.environment());
    Instant rotateBy = terms.rotateBy(old.streamId(), now);
    ApiKey successor =
        old.rotate(peppers.hashed(secret), rotateBy, overlap, caller.identity(), now);
    endOverlapBefore(old, Boolean.TRUE.equals(rotation.endCurrentOverlap()), now);
    entities.persist(successor);
    keys.flush();
    KeyRow oldRow = row.withSuccessor(successor.publicId());
    KeyRow newRow = row.replacedBy(successor);
    Map<String, Change> changes = new TreeMap<>();
    changes.put("successor", Change.to(successor.publicId()));
    changes.put("overlapEndsAt", Change.to(old.overlapEndsAt()));
    keys.fire(Action.KEY_ROTATED, oldRow, changes, null);
    keys.fire(Action.KEY_CREATED, newRow, Map.of("predecessor", Change.to(old.publicId())), null);
    return new RotatedKey(secret.expose(), ApiKeyView.of(newRow, now), ApiKeyView.of(oldRow, now));
  }

  /** At most two keys of a lineage live at once. */
  private void endOverlapBefore(ApiKey key, boolean wanted, Instant now) {
    Long id = key.predecessorId();
    if (id == null) {
      return;
    }
    ApiKey predecessor = entities.find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(predecessor);
    if (!predecessor.isInOverlap(now)) {
      return;
    }
    if (!wanted) {
      throw ProblemType.OVERLAP_RUNNING.with(
          "The key before this one works until "
              + predecessor.overlapEndsAt()
              + "; wait, or send {\"endCurrentOverlap\": true}.");
    }
    Instant before = predecessor.overlapEndsAt();
    predecessor.endOverlap(now);
    KeyRow row = keys.row(predecessor.publicId());
    keys.fire(
        Action.KEY_OVERLAP_CHANGED, row, Map.of("overlapEndsAt", new Change(before, now)), null);
  }

  /** Moves the end of an overlap that is running; one that is not later than now ends it. */
  public ApiKeyView moveOverlap(String publicId, Instant end, IfMatch ifMatch) {
    KeyRow row = keys.locked(publicId, ifMatch);
    Instant now = clock.instant();
    Instant before = row.key().overlapEndsAt();
    row.key().moveOverlap(end.truncatedTo(ChronoUnit.MICROS), rotatedAt(row), now);
    keys.flush();
    Map<String, Change> changes = new TreeMap<>();
    Change.collect(changes, "overlapEndsAt", before, row.key().overlapEndsAt());
    if (!changes.isEmpty()) {
      keys.fire(Action.KEY_OVERLAP_CHANGED, row, changes, null);
    }
    return ApiKeyView.of(row, now);
  }

  /** A key is rotated at the moment in which its successor is made. */
  private Instant rotatedAt(KeyRow row) {
    String successor = row.successor();
    return successor == null ? clock.instant() : keys.row(successor).key().createdAt();
  }
}
