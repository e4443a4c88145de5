package io.keygate.access.member;

import io.keygate.organization.Memberships;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Role;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Where somebody belongs: as a member, and by the groups of the identity provider. */
@ApplicationScoped
@Transactional
public class MembershipService implements Memberships {
  private static final int MOST_ORGANIZATIONS = 1_000;

  private final MemberQueries queries;
  private final OrganizationService organizations;
  private final ProjectService projects;

  @Inject
  MembershipService(
      MemberQueries queries, OrganizationService organizations, ProjectService projects) {
    this.queries = queries;
    this.organizations = organizations;
    this.projects = projects;
  }

  @Override
  public Set<Long> organizationsOf(Identity identity) {
    return roles(identity, memberships(identity)).keySet();
  }

  /** The organizations of somebody with the roles in each. */
  public List<Seat> seats(Identity identity) {
    List<Membership> memberships = memberships(identity);
    Map<Long, Set<Role>> roles = roles(identity, memberships);
    Map<Long, Map<String, Role>> raised = raised(memberships);
    return organizations.among(roles.keySet(), 0, MOST_ORGANIZATIONS).stream()
        .map(
            o -> {
              Set<Role> held = roles.getOrDefault(o.id(), Set.of());
              return new Seat(
                  o.slug(),
                  o.name(),
                  Role.highest(held).orElseThrow(),
                  List.copyOf(held),
                  raised.getOrDefault(o.id(), Map.of()));
            })
        .toList();
  }

  private List<Membership> memberships(Identity identity) {
    return queries.everywhere(identity.issuer(), identity.subject());
  }

  private Map<Long, Set<Role>> roles(Identity identity, Collection<Membership> memberships) {
    Map<Long, Set<Role>> roles = new HashMap<>();
    for (Membership m : memberships) {
      if (m.projectId() == null) {
        add(roles, m.organizationId(), m.role());
      }
    }
    for (GroupRole g : queries.ofGroups(Rights.groups(identity))) {
      add(roles, g.organizationId(), g.role());
    }
    return roles;
  }

  private static void add(Map<Long, Set<Role>> roles, long organizationId, Role role) {
    roles.computeIfAbsent(organizationId, id -> EnumSet.noneOf(Role.class)).add(role);
  }

  private Map<Long, Map<String, Role>> raised(Collection<Membership> memberships) {
    Map<Long, Map<String, Role>> raised = new HashMap<>();
    Map<Long, String> slugs =
        projects.slugs(
            memberships.stream().map(Membership::projectId).filter(Objects::nonNull).toList());
    for (Membership m : memberships) {
      String slug = m.projectId() == null ? null : slugs.get(m.projectId());
      if (slug != null) {
        raised.computeIfAbsent(m.organizationId(), id -> new TreeMap<>()).put(slug, m.role());
      }
    }
    return raised;
  }
}
