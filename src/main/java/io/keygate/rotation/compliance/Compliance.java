package io.keygate.rotation.compliance;

import io.keygate.organization.OrganizationService;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** How the keys of an organization stand. */
@ApplicationScoped
public class Compliance {
  private final OrganizationService organizations;
  private final FlaggedKeys keys;
  private final Clock clock;

  @Inject
  Compliance(OrganizationService organizations, FlaggedKeys keys, Clock clock) {
    this.organizations = organizations;
    this.keys = keys;
    this.clock = clock;
  }

  /** One page; a 404 problem where there is no such organization. */
  ComplianceView page(String org, FindingFilter filter, PageRequest page) {
    Set<Finding> wanted = filter.wanted();
    long organization = organizations.bySlug(org).id();
    Instant now = clock.instant();
    FlaggedKeys.Numbers numbers = keys.count(organization, now);
    Page<FlaggedKey> items =
        Page.of(
            page,
            keys.after(organization, wanted, now, page.after(), page.rows()),
            FlaggedKeys.Row::id,
            FlaggedKeys.Row::key);
    return new ComplianceView(
        now, numbers.live(), numbers.counts(), items.items(), items.nextCursor());
  }

  /** All of it, as of now; a 404 problem where there is no such organization. */
  FlaggedKeyExport export(String org, FindingFilter filter) {
    Set<Finding> wanted = filter.wanted();
    return new FlaggedKeyExport(keys, organizations.bySlug(org).id(), wanted, clock.instant());
  }

  /**
   * What a mail tells.
   *
   * @param organizationId internal
   * @param most how many keys of each finding are told at most
   */
  public ComplianceSummary summary(long organizationId, Instant asOf, int most) {
    FlaggedKeys.Numbers numbers = keys.count(organizationId, asOf);
    List<ComplianceSummary.Group> groups =
        Arrays.stream(Finding.values())
            .filter(finding -> numbers.counts().of(finding) > 0)
            .map(
                finding ->
                    new ComplianceSummary.Group(
                        finding,
                        numbers.counts().of(finding),
                        keys.after(organizationId, Set.of(finding), asOf, 0, most).stream()
                            .map(FlaggedKeys.Row::key)
                            .toList()))
            .toList();
    return new ComplianceSummary(asOf, numbers.live(), numbers.flagged(), groups);
  }
}
