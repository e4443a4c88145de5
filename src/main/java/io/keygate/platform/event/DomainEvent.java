package io.keygate.platform.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of state, fired by the service that makes it, inside its transaction (design.md
 * section 4). Carries no secret and no entity.
 *
 * @param action one of the fixed vocabulary, such as {@code key.revoked}
 * @param organizationId internal id of the organization; null for the platform itself
 * @param target what was changed
 * @param changes field to its value before and after
 * @param reason what the person gave as reason
 */
public record DomainEvent(
    String action,
    @Nullable Long organizationId,
    Target target,
    Map<String, Change> changes,
    @Nullable String reason) {

  /** An event without a reason. */
  public DomainEvent(
      String action, @Nullable Long organizationId, Target target, Map<String, Change> changes) {
    this(action, organizationId, target, changes, null);
  }

  /**
   * What an event is about.
   *
   * @param type such as {@code project}
   * @param id the id by which the API knows it
   * @param path readable, such as {@code acme/web-app/prd/checkout service}
   */
  public record Target(String type, String id, String path) {}

  /** A field's value before and after; absent where there was or is none. */
  public record Change(@Nullable Object before, @Nullable Object after) {
    /** A field that came to be with this value. */
    public static Change to(@Nullable Object after) {
      return new Change(null, after);
    }

    /** Adds the field to those that changed, if it did. */
    public static void collect(
        Map<String, Change> changes,
        String field,
        @Nullable Object before,
        @Nullable Object after) {
      if (!Objects.equals(before, after)) {
        changes.put(field, new Change(before, after));
      }
    }
  }
}
