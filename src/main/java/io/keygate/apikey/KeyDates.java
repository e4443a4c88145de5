package io.keygate.apikey;

import io.keygate.platform.event.DomainEvent.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dates of keys, for who keeps something about them. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class KeyDates {
  private final EntityManager entities;
  private final Keys keys;
  private final Clock clock;

  @Inject
  KeyDates(EntityManager entities, Keys keys, Clock clock) {
    this.entities = entities;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A key and its dates.
   *
   * @param id internal
   * @param target as events name it
   */
  public record DatedKey(
      long id,
      long organizationId,
      KeyState state,
      @Nullable Instant rotateBy,
      @Nullable Instant expiresAt,
      Target target) {

    /** When it shall be rotated, or ends by itself, whichever comes first; empty where neither. */
    public Optional<Instant> due() {
      return due(state, rotateBy, expiresAt);
    }

    /** The same for the parts; empty too where the key is not active. */
    public static Optional<Instant> due(
        KeyState state, @Nullable Instant rotateBy, @Nullable Instant expiresAt) {
      if (state != KeyState.ACTIVE) {
        return Optional.empty();
      }
      if (rotateBy == null || expiresAt == null) {
        return Optional.ofNullable(rotateBy == null ? expiresAt : rotateBy);
      }
      return Optional.of(rotateBy.isBefore(expiresAt) ? rotateBy : expiresAt);
    }
  }

  /** The key, locked until the transaction ends; a 404 problem where there is none. */
  public DatedKey lock(String publicId) {
    KeyRow row = keys.row(publicId);
    entities.refresh(row.key(), LockModeType.PESSIMISTIC_WRITE);
    return new DatedKey(
        row.key().id(),
        row.organizationId(),
        row.key().stateAt(clock.instant()),
        row.key().rotateBy(),
        row.key().settings().expiresAt(),
        row.target());
  }
}
