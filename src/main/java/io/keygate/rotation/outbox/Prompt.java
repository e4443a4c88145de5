package io.keygate.rotation.outbox;

import io.keygate.apikey.KeyState;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.rotation.schedule.Stage;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One prompt with all that is said of its key, as it is at the moment of telling.
 *
 * @param reminderId internal id
 * @param keyId internal id of the key
 * @param key public id
 * @param path of the stream: {@code organization/project/environment}
 * @param stage as the outbox names it
 * @param due the date that it is about
 * @param disableAt what is said of the day on which it is disabled; null where it is not
 */
record Prompt(
    long reminderId,
    long organizationId,
    String organization,
    String organizationName,
    ZoneId zone,
    long keyId,
    String key,
    String name,
    String masked,
    String path,
    String lineage,
    @Nullable String owner,
    KeyState state,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom,
    @Nullable Instant rotateBy,
    @Nullable Instant expiresAt,
    String stage,
    Instant due,
    @Nullable Instant disableAt,
    boolean held) {

  /** The same, which says this of that day. */
  Prompt disabledAt(@Nullable Instant day) {
    return new Prompt(
        reminderId,
        organizationId,
        organization,
        organizationName,
        zone,
        keyId,
        key,
        name,
        masked,
        path,
        lineage,
        owner,
        state,
        createdAt,
        lastUsedAt,
        lastUsedFrom,
        rotateBy,
        expiresAt,
        stage,
        due,
        day,
        held);
  }

  /** Whether it tells that the key has been disabled. */
  boolean isOfDisabling() {
    return Stage.isOfDisabling(stage);
  }

  /** Whether it still makes sense. */
  boolean isWanted() {
    if (isOfDisabling()) {
      return state == KeyState.DISABLED;
    }
    return state == KeyState.ACTIVE && !held && (due.equals(rotateBy) || due.equals(expiresAt));
  }

  boolean isOverdue(Instant now) {
    return !due.isAfter(now);
  }

  /** The key as events name it. */
  Target target() {
    String[] parts = path.split("/", -1);
    return Target.at(
        path + "/" + name,
        "key",
        key,
        "organization",
        parts[0],
        "project",
        parts[1],
        "environment",
        parts[2],
        "lineage",
        lineage);
  }
}
