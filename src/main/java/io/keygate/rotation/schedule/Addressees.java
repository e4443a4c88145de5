package io.keygate.rotation.schedule;

import io.keygate.access.member.RoleHolders;
import io.keygate.platform.security.Role;
import io.keygate.rotation.policy.Recipients;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is told, by mail address in lower case; roles are looked up once for each project. For one
 * round, not for longer.
 */
final class Addressees {
  private record Place(long organizationId, long projectId) {}

  private final RoleHolders holders;
  private final Map<Place, Map<Role, Set<String>>> known = new HashMap<>();
  private final Map<String, Boolean> left = new HashMap<>();

  Addressees(RoleHolders holders) {
    this.holders = holders;
  }

  /**
   * Whom the policy names; the organization's owners besides where that is nobody, or somebody who
   * has left.
   *
   * @param ownersToo whether owners are told whatever the policy says
   * @return empty where nobody has a mail address
   */
  Set<String> of(DueKey key, boolean ownersToo) {
    Recipients recipients = key.terms().recipients().whole();
    Set<String> addresses = new TreeSet<>(list(recipients.addresses()));
    for (Role role : list(recipients.roles())) {
      addresses.addAll(holding(key, role));
    }
    boolean ownerMeant = Boolean.TRUE.equals(recipients.owner());
    String owner = key.owner();
    boolean hasOwner = owner != null && !hasLeft(owner.toLowerCase(Locale.ROOT));
    if (ownerMeant && hasOwner && owner != null) {
      addresses.add(owner.toLowerCase(Locale.ROOT));
    }
    if (ownersToo || addresses.isEmpty() || (ownerMeant && !hasOwner)) {
      addresses.addAll(holding(key, Role.OWNER));
    }
    return addresses;
  }

  private boolean hasLeft(String owner) {
    return left.computeIfAbsent(owner, holders::hasLeft);
  }

  private static <T> List<T> list(@org.jspecify.annotations.Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private Set<String> holding(DueKey key, Role role) {
    return known
        .computeIfAbsent(
            new Place(key.organizationId(), key.projectId()),
            place -> holders.addresses(place.organizationId(), place.projectId()))
        .getOrDefault(role, Set.of());
  }
}
