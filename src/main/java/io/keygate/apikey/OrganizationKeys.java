package io.keygate.apikey;

import static java.util.Objects.requireNonNull;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The keys of an organization, across its projects and environments. */
@ApplicationScoped
@Transactional
public class OrganizationKeys {
  private final EntityManager entities;
  private final KeySearch search;
  private final Keys keys;
  private final OrganizationService organizations;
  private final Caller caller;
  private final Clock clock;

  @Inject
  OrganizationKeys(
      EntityManager entities,
      KeySearch search,
      Keys keys,
      OrganizationService organizations,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.search = search;
    this.keys = keys;
    this.organizations = organizations;
    this.caller = caller;
    this.clock = clock;
  }

  /** Those that the filter means, dead ones too, in the order of their creation. */
  public Page<ApiKeyView> list(String org, KeyFilter filter, PageRequest page) {
    Instant now = clock.instant();
    long organization = organizations.bySlug(org).id();
    List<KeyRow> rows = search.page(organization, filter.checked(), now, page.after(), page.rows());
    return Page.of(page, rows, row -> row.key().id(), row -> ApiKeyView.of(row, now));
  }

  /**
   * Revokes all that the filter means and that are not revoked, or tells which they would be; 409
   * where they are not as many as expected, and then none is revoked.
   */
  public RevokedKeys revoke(String org, BulkRevocation wanted) {
    KeyFilter filter = wanted.filter().checked();
    boolean dryRun = !Boolean.FALSE.equals(wanted.dryRun());
    Long expected = wanted.expectedCount();
    if (!dryRun && expected == null) {
      throw ProblemException.invalid("expectedCount", "must say how many keys you mean to revoke");
    }
    if (dryRun) {
      Instant now = clock.instant();
      return answer(search.notRevoked(organizations.bySlug(org).id(), filter, now), now);
    }
    // NB: under this lock no key comes to be; those that there are may change until they are
    // locked.
    long organization = organizations.lock(org).id();
    Instant now = clock.instant();
    entities
        .createNativeQuery(
            """
            select k.id from api_key k join stream s on s.id = k.stream_id
            where s.organization_id = :organization and k.revoked_at is null for update\
            """)
        .setParameter("organization", organization)
        .getResultList();
    List<KeyRow> rows = search.notRevoked(organization, filter, now);
    if (rows.size() != requireNonNull(expected)) {
      throw ProblemType.COUNT_CHANGED.with(
          "The filter means " + rows.size() + " keys now, not " + expected + "; none was revoked.");
    }
    for (KeyRow row : rows) {
      KeyState before = row.key().stateAt(now);
      row.key().revoke(caller.subject(), wanted.reason(), now);
      keys.fireState(Action.KEY_REVOKED, row, before, now, wanted.reason());
    }
    keys.flush();
    return answer(rows, now);
  }

  private static RevokedKeys answer(List<KeyRow> rows, Instant now) {
    return new RevokedKeys(rows.size(), rows.stream().map(row -> ApiKeyView.of(row, now)).toList());
  }
}
