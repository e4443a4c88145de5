package io.keygate.access.member;

import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.IfMatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The roles of the identity provider's groups in an organization. */
@ApplicationScoped
@Transactional
class GroupRoles {
  private final EntityManager entities;
  private final MemberQueries queries;
  private final OrganizationService organizations;
  private final DomainEvents events;

  @Inject
  GroupRoles(
      EntityManager entities,
      MemberQueries queries,
      OrganizationService organizations,
      DomainEvents events) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.events = events;
  }

  GroupRolesView read(String org) {
    return GroupRolesView.of(queries.groupRoles(organizations.bySlug(org).id()));
  }

  /** The roles of groups are these, and no other; they hold with the next request. */
  GroupRolesView replace(String org, GroupRolesView wanted, IfMatch ifMatch) {
    Organization organization = organizations.lock(org);
    var rows = queries.groupRoles(organization.id());
    GroupRolesView before = GroupRolesView.of(rows);
    ifMatch.check(before.version());
    rows.forEach(entities::remove);
    entities.flush();
    wanted
        .groups()
        .forEach((group, role) -> entities.persist(new GroupRole(organization.id(), group, role)));
    entities.flush();
    Map<String, Change> changes = changes(before.groups(), wanted.groups());
    if (!changes.isEmpty()) {
      var target = DomainEvent.Target.of("organization", org);
      events.fire(new DomainEvent(Action.GROUP_ROLES_CHANGED, organization.id(), target, changes));
    }
    return wanted;
  }

  private static Map<String, Change> changes(Map<String, Role> before, Map<String, Role> after) {
    Map<String, Change> changes = new TreeMap<>();
    var groups = new TreeSet<>(before.keySet());
    groups.addAll(after.keySet());
    for (String group : groups) {
      Change.collect(changes, group, word(before.get(group)), word(after.get(group)));
    }
    return changes;
  }

  private static @Nullable String word(@Nullable Role role) {
    return role == null ? null : role.word();
  }
}
