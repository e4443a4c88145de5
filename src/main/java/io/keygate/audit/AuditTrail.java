package io.keygate.audit;

import io.keygate.apikey.KnownKeys;
import io.keygate.audit.chain.Finding;
import io.keygate.audit.chain.Link;
import io.keygate.audit.chain.Verdict;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.Outcome;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.persistence.DatabaseErrors;
import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Reading, exporting, looking up and verifying; each is itself told in the trail, first. */
@ApplicationScoped
class AuditTrail {
  private static final Logger log = Logger.getLogger(AuditTrail.class);
  private static final int MOST_EVENTS = 200;

  private final ChainReader reader;
  private final Verifications verifications;
  private final Looks looks;
  private final KnownKeys keys;
  private final OrganizationService organizations;

  @Inject
  AuditTrail(
      ChainReader reader,
      Verifications verifications,
      Looks looks,
      KnownKeys keys,
      OrganizationService organizations) {
    this.reader = reader;
    this.verifications = verifications;
    this.looks = looks;
    this.keys = keys;
    this.organizations = organizations;
  }

  /** That of an organization; a 404 problem where there is none. */
  @Transactional
  ChainRow ofOrganization(String org) {
    long id = organizations.bySlug(org).id();
    return reader.find(id).orElse(new ChainRow(0, "", id, org, 0, "", null, "", 0));
  }

  /** By its public id, or {@code platform}; a 404 problem where there is none. */
  ChainRow byId(String chain) {
    Optional<ChainRow> found =
        chain.equals(Chains.PLATFORM) ? reader.find((Long) null) : reader.find(chain);
    return found.orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no such audit chain."));
  }

  /** A page of it, the newest first or the oldest. */
  List<Link> page(ChainRow chain, AuditFilter filter, PageRequest page, boolean newestFirst) {
    AuditFilter.Condition meant = filter.condition();
    long after = page.after();
    long start = newestFirst && after == 0 ? Long.MAX_VALUE : after;
    looks.tell(Action.AUDIT_READ, chain, filter.described());
    return reader.matching(chain.id(), meant, start, page.rows(), newestFirst);
  }

  /** All of it, up to the event that tells of the export. */
  Export export(ChainRow chain, AuditFilter filter, String format) {
    AuditFilter.Condition meant = filter.condition();
    Map<String, String> details = new TreeMap<>(filter.described());
    details.put("format", format);
    looks.tellNow(Action.AUDIT_EXPORTED, chain, Outcome.SUCCESS, details);
    ChainRow now = reader.find(chain.organizationId()).orElse(chain);
    return new Export(reader, now.id(), reader.lastExport(now.id()), meant);
  }

  /** Verifies it, and tells of the result; what is broken is answered even if it cannot be told. */
  Verdict verify(ChainRow chain) {
    Verdict verdict = chain.id() == 0 ? verifications.ofNone(chain) : verifications.of(chain);
    Finding finding = verdict.finding();
    if (finding != null) {
      log.errorf(
          "THE AUDIT TRAIL OF %s IS BROKEN at event %d: %s: %s",
          chain.label(), finding.number(), finding.kind().word(), finding.detail());
    }
    try {
      looks.tellNow(
          Action.AUDIT_VERIFIED,
          chain,
          verdict.isIntact() ? Outcome.SUCCESS : Outcome.FAILURE,
          Results.details(verdict));
    } catch (Exception e) {
      // NB: the transaction throws what it likes when it ends.
      if (verdict.isIntact()) {
        throw e;
      }
      // NB: who has broken a chain must not be able to keep that secret by blocking it as well.
      log.errorf("A broken audit trail cannot tell of itself: %s", DatabaseErrors.summary(e));
    }
    return verdict;
  }

  /** The id of the organization's key that has, or had, this secret; a 404 problem where none. */
  String keyBySecret(ChainRow chain, String secret) {
    Long organizationId = chain.organizationId();
    Optional<String> id =
        organizationId == null ? Optional.empty() : keys.idBySecret(organizationId, secret);
    looks.tellNow(
        Action.AUDIT_LOOKED_UP,
        chain,
        id.isPresent() ? Outcome.SUCCESS : Outcome.FAILURE,
        Map.of("keyId", id.orElse("none")));
    return id.orElseThrow(
        () -> ProblemType.NOT_FOUND.with("No key of this organization has or had this secret."));
  }

  /** The newest events of a key. */
  List<Link> ofKey(ChainRow chain, String keyId) {
    var meant = new AuditFilter.Condition(" and target_id = ?", List.of(keyId));
    return reader.matching(chain.id(), meant, Long.MAX_VALUE, MOST_EVENTS, true);
  }

  static DomainEvent telling(Action action, ChainRow chain, Map<String, String> details) {
    Target target =
        chain.organizationId() == null
            ? Target.of("audit", chain.label())
            : Target.at(chain.label(), "audit", chain.label(), "organization", chain.label());
    return DomainEvent.telling(action, chain.organizationId(), target, details);
  }
}
