package io.keygate.access.member;

import io.keygate.access.account.LocalAccounts;
import io.keygate.access.token.ProviderConfig;
import io.keygate.access.token.TokenIssuer;
import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationCreated;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Caller.Identity;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.IfMatch;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The members of an organization; it never loses its last owner. */
@ApplicationScoped
@Transactional
public class Members {
  /** The issuer of local accounts. */
  public static final String LOCAL = TokenIssuer.ISSUER;

  private final EntityManager entities;
  private final MemberQueries queries;
  private final OrganizationService organizations;
  private final ProjectRoles projectRoles;
  private final LocalAccounts accounts;
  private final ProviderConfig config;
  private final MemberViews views;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Members(
      EntityManager entities,
      MemberQueries queries,
      OrganizationService organizations,
      ProjectRoles projectRoles,
      LocalAccounts accounts,
      ProviderConfig config,
      MemberViews views,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.projectRoles = projectRoles;
    this.accounts = accounts;
    this.config = config;
    this.views = views;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  void addOwner(@Observes @Priority(OrganizationCreated.OWNER) OrganizationCreated created) {
    Identity creator = caller.identity();
    // NB: what a seed file makes has the members that the file names.
    if (!creator.isSystem()) {
      String org = created.organization().slug();
      add(org, creator.issuer(), creator.subject(), Role.OWNER);
    }
  }

  /** The role, if there is one. */
  public Optional<Role> role(String org, String issuer, String subject) {
    return queries
        .find(organizations.bySlug(org).id(), new Subject(issuer, subject))
        .map(Membership::role);
  }

  /** Makes somebody a member. */
  public void add(String org, String issuer, String subject, Role role) {
    add(organizations.bySlug(org), new Subject(issuer, subject), role, Map.of());
  }

  /** All members, in the order in which they came. */
  public Page<MemberView> list(String org, PageRequest page) {
    long id = organizations.bySlug(org).id();
    List<Membership> rows = queries.page(id, page.after(), page.rows());
    Map<Membership, MemberView> shown = views.of(id, rows);
    return Page.of(page, rows, Membership::id, row -> views.shown(shown, row));
  }

  /** The member; a 404 problem where there is none. */
  public MemberView read(String org, Subject who) {
    long id = organizations.bySlug(org).id();
    return views.of(id, member(id, who));
  }

  /** Whether somebody is a member. */
  boolean isMember(String org, Subject who) {
    return queries.find(organizations.bySlug(org).id(), who).isPresent();
  }

  /**
   * Gives somebody these roles, and no other; 409 where the organization would have no owner.
   *
   * @return the member, as it is now
   */
  public MemberView put(String org, Subject who, MemberRoles wanted, IfMatch ifMatch) {
    Organization organization = organizations.lock(org);
    Map<Long, Role> raised = projectRoles.checked(org, wanted);
    Membership member = queries.find(organization.id(), who).orElse(null);
    if (member == null) {
      ifMatch.checkAbsent();
      Membership made = add(organization, who, wanted.role(), wanted.raised());
      projectRoles.replace(organization.id(), who, raised);
      entities.flush();
      return views.of(organization.id(), made);
    }
    ifMatch.check(member.version());
    if (wanted.role() != Role.OWNER) {
      keepAnOwner(organization, member);
    }
    MemberView before = views.of(organization.id(), member);
    member.take(wanted.role());
    projectRoles.replace(organization.id(), who, raised);
    MemberView after = views.of(organization.id(), member);
    Map<String, Change> changes = new TreeMap<>();
    Change.collect(changes, "role", before.role().word(), after.role().word());
    Change.collect(changes, "projects", before.described(), after.described());
    if (!changes.isEmpty()) {
      entities.lock(member, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
      fire(Action.MEMBER_CHANGED, organization, who, changes);
    }
    entities.flush();
    return views.of(organization.id(), member);
  }

  /** Takes all roles from somebody; 409 where the organization would have no owner. */
  public void remove(String org, Subject who, IfMatch ifMatch) {
    Organization organization = organizations.lock(org);
    Membership member = member(organization.id(), who);
    ifMatch.check(member.version());
    keepAnOwner(organization, member);
    projectRoles.replace(organization.id(), who, Map.of());
    entities.remove(member);
    entities.flush();
    fire(
        Action.MEMBER_REMOVED,
        organization,
        who,
        Map.of("role", new Change(member.role().word(), null)));
  }

  private Membership add(
      Organization organization, Subject who, Role role, Map<String, Role> raised) {
    var member =
        new Membership(organization.id(), null, who, role, caller.subject(), clock.instant());
    entities.persist(member);
    Map<String, Change> changes = new TreeMap<>();
    changes.put("role", Change.to(role.word()));
    if (!raised.isEmpty()) {
      changes.put("projects", Change.to(MemberView.described(raised)));
    }
    fire(Action.MEMBER_ADDED, organization, who, changes);
    return member;
  }

  private Membership member(long organizationId, Subject who) {
    return queries
        .find(organizationId, who)
        .orElseThrow(
            () -> ProblemType.NOT_FOUND.with("There is no member '" + who.subject() + "'."));
  }

  /** Who cannot log in is no owner; those by group come and go without our knowing. */
  private void keepAnOwner(Organization organization, Membership member) {
    if (member.role() != Role.OWNER) {
      return;
    }
    boolean another =
        queries.owners(organization.id()).stream()
            .anyMatch(owner -> owner.id() != member.id() && isOpen(owner.who()));
    if (!another) {
      throw ProblemType.LAST_OWNER.with(
          "'" + member.who().subject() + "' is the last owner; make somebody else owner first.");
    }
  }

  private boolean isOpen(Subject who) {
    return who.isLocal()
        ? config.localAccounts()
            && accounts.find(who.subject()).filter(known -> !known.disabled()).isPresent()
        : config.provider().filter(p -> p.issuer().equals(who.issuer())).isPresent();
  }

  private void fire(
      Action action, Organization organization, Subject who, Map<String, Change> changes) {
    String org = organization.slug();
    var target =
        DomainEvent.Target.at(
            org + "/" + who.subject(), "member", who.subject(), "organization", org);
    events.fire(
        new DomainEvent(
            action, organization.id(), target, changes, Map.of("issuer", who.issuer()), null));
  }
}
