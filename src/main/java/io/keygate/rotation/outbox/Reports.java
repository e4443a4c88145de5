package io.keygate.rotation.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keygate.access.member.RoleHolders;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.persistence.Times;
import io.keygate.platform.security.Role;
import io.keygate.platform.text.LikePattern;
import io.keygate.platform.web.JsonContext;
import io.keygate.rotation.mail.ReportMail.Report;
import io.keygate.rotation.outbox.Claim.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The deliveries that carry a report: each identified by organization, month and recipient. */
@ApplicationScoped
@Transactional
class Reports {
  /** A longer address does not fit into the identity. */
  private static final int LONGEST_ADDRESS = 200;

  private final EntityManager entities;
  private final Outbox outbox;
  private final RoleHolders holders;
  private final DomainEvents events;

  @Inject
  Reports(EntityManager entities, Outbox outbox, RoleHolders holders, DomainEvents events) {
    this.entities = entities;
    this.outbox = outbox;
    this.holders = holders;
    this.events = events;
  }

  /** Whether there is something to report that nobody has queued: it had keys at that moment. */
  boolean isMissing(long organizationId, ReportMonth month) {
    return !entities
        .createNativeQuery(
            """
            select 1 from dual
            where exists (select 1 from api_key k join stream s on s.id = k.stream_id
                where s.organization_id = :organization and k.created_at <= :due)
              and not exists (select 1 from delivery where subject like :report escape '!')\
            """)
        .setParameter("organization", organizationId)
        .setParameter("due", Times.toColumn(month.due()))
        .setParameter(
            "report", LikePattern.startingWith(identity(organizationId, month.month(), "")))
        .getResultList()
        .isEmpty();
  }

  /** Who gets it. */
  Set<String> recipients(long organizationId) {
    Map<Role, Set<String>> addresses = holders.addresses(organizationId);
    Set<String> recipients = new TreeSet<>(addresses.getOrDefault(Role.OWNER, Set.of()));
    recipients.addAll(addresses.getOrDefault(Role.AUDITOR, Set.of()));
    return recipients;
  }

  /** Queues it for all of them or for nobody; what another node has queued stays as it is. */
  void queue(
      long organizationId, YearMonth month, Set<String> recipients, Report report, Instant now) {
    String payload;
    try {
      payload = JsonContext.mapper().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
    for (String recipient : recipients) {
      outbox.add(
          Kind.REPORT,
          organizationId,
          recipient,
          identity(organizationId, month, recipient),
          payload,
          now);
    }
  }

  private static String identity(long organizationId, YearMonth month, String recipient) {
    String who =
        recipient.length() > LONGEST_ADDRESS
            ? UUID.nameUUIDFromBytes(recipient.getBytes(UTF_8)).toString()
            : recipient;
    return "report/" + organizationId + "/" + month + "/" + who;
  }

  /** What was queued. */
  Report of(Claim claim) {
    try {
      return JsonContext.mapper().readValue(claim.payload(), Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("delivery " + claim.publicId() + " cannot be read", e);
    }
  }

  /** Whether the organization is still there, and the recipient still may know of its keys. */
  boolean isWanted(Claim claim) {
    long organizationId = requireNonNull(claim.organizationId());
    boolean there =
        !entities
            .createNativeQuery("select 1 from organization where id = :id and live = 1")
            .setParameter("id", organizationId)
            .getResultList()
            .isEmpty();
    return there && recipients(organizationId).contains(claim.recipient());
  }

  /** Whoever should get it got it; the trail says so. */
  void accepted(Claim claim, String answer) {
    tell(Action.COMPLIANCE_REPORTED, claim, answer);
  }

  /** Somebody did not get it, and will not. */
  void givenUp(Claim claim, String answer) {
    tell(Action.COMPLIANCE_REPORT_GIVEN_UP, claim, answer);
  }

  private void tell(Action action, Claim claim, String answer) {
    Report report = of(claim);
    Map<String, String> details = new TreeMap<>();
    details.put("recipient", claim.recipient());
    details.put("month", report.month());
    details.put("liveKeys", Long.toString(report.summary().liveKeys()));
    details.put("flaggedKeys", Long.toString(report.summary().flaggedKeys()));
    details.put("delivery", claim.publicId());
    details.put("answer", answer);
    Target target = Target.of("organization", report.slug());
    events.fire(DomainEvent.telling(action, claim.organizationId(), target, details));
    forget(claim);
  }

  /** What it said is not kept; names of keys are not for ever. */
  void forget(Claim claim) {
    entities
        .createNativeQuery("update delivery set payload = null where id = :id")
        .setParameter("id", claim.id())
        .executeUpdate();
  }
}
