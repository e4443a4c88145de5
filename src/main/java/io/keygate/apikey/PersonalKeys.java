package io.keygate.apikey;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The keys of an organization that a person has made or owns, and that are not dead. */
@ApplicationScoped
@Transactional
public class PersonalKeys {
  private static final int FIRST = 200;
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private static final String IN =
      """
       where o.id = :organization and p.deletedAt is null and e.deletedAt is null
        and k.revokedAt is null and (k.expiresAt is null or k.expiresAt > :now)
        and (k.overlapEndsAt is null or k.overlapEndsAt > :now)\
      """;
  private static final String OWNED = "lower(k.owner) = :email";
  private static final String MADE =
      "k.createdBy = :subject and coalesce(k.createdByIssuer, :issuer) = :issuer";
  private static final String MADE_OR_OWNED = " and (" + OWNED + " or (" + MADE + "))";
  private static final String HIS_OWN =
      " and (" + OWNED + " or (k.owner is null and " + MADE + "))";

  private final EntityManager entities;
  private final OrganizationService organizations;
  private final Keys keys;
  private final Clock clock;

  @Inject
  PersonalKeys(EntityManager entities, OrganizationService organizations, Keys keys, Clock clock) {
    this.entities = entities;
    this.organizations = organizations;
    this.keys = keys;
    this.clock = clock;
  }

  /** Those that the person has made or owns, in the order of their creation. */
  public Page<ApiKeyView> list(String org, KeyHolder holder, PageRequest page) {
    Instant now = clock.instant();
    List<KeyRow> rows =
        query(organizations.bySlug(org).id(), MADE_OR_OWNED + " and k.id > :after", holder, now)
            .setParameter("after", page.after())
            .setMaxResults(page.rows())
            .getResultList();
    return Page.of(page, rows, row -> row.key().id(), row -> ApiKeyView.of(row, now));
  }

  /** The first of them. */
  public List<ApiKeyView> first(String org, KeyHolder holder) {
    Instant now = clock.instant();
    return query(organizations.bySlug(org).id(), MADE_OR_OWNED, holder, now)
        .setMaxResults(FIRST)
        .getResultList()
        .stream()
        .map(row -> ApiKeyView.of(row, now))
        .toList();
  }

  /** How many they are. */
  public long count(String org, KeyHolder holder) {
    return parameters(
            entities.createQuery("select count(k) " + KeyRow.FROM + IN + MADE_OR_OWNED, Long.class),
            organizations.bySlug(org).id(),
            holder,
            clock.instant())
        .getSingleResult();
  }

  /**
   * Makes this address the owner of all that the person owns, and of those without an owner that
   * the person has made.
   *
   * @return how many have another owner now
   */
  public int transfer(String org, KeyHolder from, String to) {
    if (!ADDRESS.matcher(to).matches()) {
      throw ProblemException.invalid("to", "must be a mail address");
    }
    // NB: under this lock no key comes to be; each is read again under its own.
    long organization = organizations.lock(org).id();
    int count = 0;
    for (KeyRow row : query(organization, HIS_OWN, from, clock.instant()).getResultList()) {
      String found = row.key().settings().owner();
      entities.refresh(row.key(), LockModeType.PESSIMISTIC_WRITE);
      String before = row.key().settings().owner();
      // NB: somebody may have revoked it, or given it to another, until it was locked.
      KeyState state = row.key().stateAt(clock.instant());
      boolean same = Objects.equals(before, found) && state != KeyState.REVOKED;
      if (same && row.key().handOver(to)) {
        keys.fire(Action.KEY_CHANGED, row, Map.of("owner", new Change(before, to)), null);
        count++;
      }
    }
    keys.flush();
    return count;
  }

  private TypedQuery<KeyRow> query(
      long organizationId, String which, KeyHolder holder, Instant now) {
    return parameters(
        entities.createQuery(KeyRow.SELECT + IN + which + " order by k.id", KeyRow.class),
        organizationId,
        holder,
        now);
  }

  private static <T> TypedQuery<T> parameters(
      TypedQuery<T> query, long organizationId, KeyHolder holder, Instant now) {
    return query
        .setParameter("organization", organizationId)
        .setParameter("now", now)
        .setParameter("email", holder.lowerEmail())
        .setParameter("subject", holder.subject())
        .setParameter("issuer", holder.issuer());
  }
}
