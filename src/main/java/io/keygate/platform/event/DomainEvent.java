package io.keygate.platform.event;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change of state, fired by the service that makes it, inside its transaction (design.md
 * section 4). Carries no secret and no entity.
 *
 * @param organizationId internal id of the organization; null for the platform itself
 * @param target what was changed
 * @param changes field to its value before and after
 * @param details what else is to be told, such as a count
 * @param reason what the person gave as reason
 */
public record DomainEvent(
    Action action,
    @Nullable Long organizationId,
    Target target,
    Map<String, Change> changes,
    Map<String, String> details,
    @Nullable String reason) {

  /** A change without a reason. */
  public DomainEvent(
      Action action, @Nullable Long organizationId, Target target, Map<String, Change> changes) {
    this(action, organizationId, target, changes, Map.of(), null);
  }

  /** Something that changes nothing, with its details. */
  public static DomainEvent telling(
      Action action, @Nullable Long organizationId, Target target, Map<String, String> details) {
    return new DomainEvent(action, organizationId, target, Map.of(), details, null);
  }

  /**
   * What an event is about.
   *
   * @param type such as {@code project}
   * @param id the id by which the API knows it
   * @param path readable, such as {@code acme/web-app/prd/checkout service}
   * @param ids its own id and those of what it is in, by type
   */
  public record Target(String type, String id, String path, Map<String, String> ids) {
    /** Something that is in nothing else. */
    public static Target of(String type, String id) {
      return at(id, type, id);
    }

    /**
     * Something in something.
     *
     * @param parents types and ids of what it is in, in turn
     */
    public static Target at(String path, String type, String id, String... parents) {
      Map<String, String> ids = new TreeMap<>();
      for (int i = 0; i < parents.length; i += 2) {
        ids.put(parents[i], parents[i + 1]);
      }
      ids.put(type, id);
      return new Target(type, id, path, Collections.unmodifiableMap(ids));
    }
  }

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
