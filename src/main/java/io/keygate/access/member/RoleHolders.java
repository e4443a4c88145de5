package io.keygate.access.member;

import io.keygate.access.token.IdentityProvider;
import io.keygate.access.token.ProviderConfig;
import io.keygate.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The mail addresses of people who hold a role: members with an open account or known from the
 * identity provider, and those in a group that has the role, as their last token told. Groups are
 * those of the present provider.
 */
@ApplicationScoped
@Transactional
public class RoleHolders {
  private static final long NO_PROJECT = 0;

  private final EntityManager entities;
  private final ProviderConfig config;

  @Inject
  RoleHolders(EntityManager entities, ProviderConfig config) {
    this.entities = entities;
    this.config = config;
  }

  /**
   * Whether all local accounts with this address, of which there is one at least, are disabled.
   *
   * @param address in lower case
   */
  public boolean hasLeft(String address) {
    Object left =
        entities
            .createNativeQuery(
                """
                select coalesce(min(disabled_at is not null), 0) from account
                where lower(email) = :address or lower(username) = :address\
                """)
            .setParameter("address", address)
            .getSingleResult();
    return ((Number) left).intValue() == 1;
  }

  /** Of an organization as a whole; in lower case, and only people with an address. */
  public Map<Role, Set<String>> addresses(long organizationId) {
    return addresses(organizationId, NO_PROJECT);
  }

  /** Of an organization and one of its projects; in lower case, and only people with an address. */
  public Map<Role, Set<String>> addresses(long organizationId, long projectId) {
    Map<Role, Set<String>> addresses = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      addresses.put(role, new TreeSet<>());
    }
    Collection<?> rows =
        entities
            .createNativeQuery(
                """
                select m.role, a.email from membership m
                  join account a on m.issuer = 'keygate' and a.username = m.subject
                where m.organization_id = :organization
                  and (m.project_id is null or m.project_id = :project)
                  and a.disabled_at is null and a.kind = 'PERSON'
                union
                select m.role, p.email from membership m
                  join person p on p.issuer = m.issuer and p.subject = m.subject
                where m.organization_id = :organization
                  and (m.project_id is null or m.project_id = :project)
                union
                select g.role, p.email from group_role g
                  join person_group pg on pg.group_name = g.group_name
                  join person p on p.id = pg.person_id
                where g.organization_id = :organization and p.issuer = :issuer\
                """,
                Object[].class)
            .setParameter("organization", organizationId)
            .setParameter("project", projectId)
            .setParameter("issuer", config.provider().map(IdentityProvider::issuer).orElse(""))
            .getResultList();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      if (columns[1] instanceof String email && email.contains("@")) {
        addresses
            .getOrDefault(Role.valueOf((String) columns[0]), new TreeSet<>())
            .add(email.toLowerCase(Locale.ROOT));
      }
    }
    return addresses;
  }
}
