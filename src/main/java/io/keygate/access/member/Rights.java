package io.keygate.access.member;

import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roles that somebody holds at this moment: as a member, raised in a project, by group. Each
 * question is one query that gives nothing for who is no member, whether or not there is such an
 * organization: the time tells nothing either.
 */
@ApplicationScoped
@Transactional
public class Rights {
  private final EntityManager entities;

  @Inject
  Rights(EntityManager entities) {
    this.entities = entities;
  }

  /** In an organization, and in one of its projects where one is given; none for a stranger. */
  public Set<Role> in(Identity who, String org, @Nullable String project) {
    return roles(
        entities
            .createNativeQuery(
                """
                select m.role from organization o
                  join membership m on m.organization_id = o.id
                  left join project p on p.id = m.project_id
                where o.slug = :org and o.live = 1 and m.issuer = :issuer and m.subject = :subject
                  and (m.project_id is null or (p.slug = :project and p.live = 1))
                union
                select g.role from organization o join group_role g on g.organization_id = o.id
                where o.slug = :org and o.live = 1 and g.group_name in (:groups)\
                """,
                String.class)
            .setParameter("org", org)
            .setParameter("project", project == null ? "" : project)
            .setParameter("issuer", who.issuer())
            .setParameter("subject", who.subject())
            .setParameter("groups", groups(who))
            .getResultList());
  }

  /** In the organization and the project of a key. */
  public Set<Role> withKey(Identity who, String key) {
    return roles(
        entities
            .createNativeQuery(
                """
                select m.role from api_key k join stream s on s.id = k.stream_id
                  join organization o on o.id = s.organization_id and o.live = 1
                  join membership m on m.organization_id = o.id
                    and (m.project_id is null or m.project_id = s.project_id)
                where k.public_id = :key and m.issuer = :issuer and m.subject = :subject
                union
                select g.role from api_key k join stream s on s.id = k.stream_id
                  join organization o on o.id = s.organization_id and o.live = 1
                  join group_role g on g.organization_id = o.id
                where k.public_id = :key and g.group_name in (:groups)\
                """,
                String.class)
            .setParameter("key", key)
            .setParameter("issuer", who.issuer())
            .setParameter("subject", who.subject())
            .setParameter("groups", groups(who))
            .getResultList());
  }

  /** No group has an empty name; the query needs one to look for. */
  static Collection<String> groups(Identity who) {
    return who.groups().isEmpty() ? Set.of("") : who.groups();
  }

  private static Set<Role> roles(Collection<?> words) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    words.forEach(word -> roles.add(Role.valueOf((String) word)));
    return roles;
  }
}
