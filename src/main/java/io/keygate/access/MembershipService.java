package io.keygate.access;

import io.keygate.organization.Memberships;
import io.keygate.organization.OrganizationCreated;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Role;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who belongs to which organization, with which role. */
@ApplicationScoped
@Transactional
class MembershipService implements Memberships {
  private static final int MOST_ORGANIZATIONS = 1_000;

  private final AccountQueries queries;
  private final OrganizationService organizations;
  private final Seats seats;
  private final Caller caller;

  @Inject
  MembershipService(
      AccountQueries queries, OrganizationService organizations, Seats seats, Caller caller) {
    this.queries = queries;
    this.organizations = organizations;
    this.seats = seats;
    this.caller = caller;
  }

  void addOwner(@Observes @Priority(OrganizationCreated.OWNER) OrganizationCreated created) {
    Identity creator = caller.identity();
    // NB: what a seed file makes has the members that the file names.
    if (!creator.isSystem()) {
      String org = created.organization().slug();
      seats.add(org, creator.issuer(), creator.subject(), Role.OWNER);
    }
  }

  @Override
  public Set<Long> organizationsOf(Identity identity) {
    return queries.memberships(identity.issuer(), identity.subject()).stream()
        .map(Membership::organizationId)
        .collect(Collectors.toSet());
  }

  /** The organizations of a subject with its role in each. */
  List<Me.Seat> seats(Identity identity) {
    Map<Long, Role> roles =
        queries.memberships(identity.issuer(), identity.subject()).stream()
            .collect(Collectors.toMap(Membership::organizationId, Membership::role));
    return organizations.among(roles.keySet(), 0, MOST_ORGANIZATIONS).stream()
        .map(o -> new Me.Seat(o.slug(), o.name(), Me.word(roles.get(o.id()))))
        .toList();
  }

  /** The role of a subject in an organization; empty where it is no member. */
  Optional<Role> role(Identity identity, long organizationId) {
    return queries
        .membership(identity.issuer(), identity.subject(), organizationId)
        .map(Membership::role);
  }
}
