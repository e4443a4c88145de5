package io.keygate.rotation.policy;

import io.keygate.environment.EnvironmentService;
import io.keygate.environment.Streams;
import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationCreated;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.security.Role;
import io.keygate.platform.web.IfMatch;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads, sets and removes policies; what follows for keys holds when it has answered. */
@ApplicationScoped
@Transactional
public class RotationPolicies {
  private static final int USUAL_DAYS = 180;
  private static final int PRODUCTION_DAYS = 90;
  private static final String PRODUCTION = "prd";

  private final EntityManager entities;
  private final PolicyQueries queries;
  private final OrganizationService organizations;
  private final EnvironmentService environments;
  private final Streams streams;
  private final RotateBy dates;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  RotationPolicies(
      EntityManager entities,
      PolicyQueries queries,
      OrganizationService organizations,
      EnvironmentService environments,
      Streams streams,
      RotateBy dates,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.environments = environments;
    this.streams = streams;
    this.dates = dates;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /** A new organization starts with 90 days for prd and 180 for the rest. */
  void setFirst(@Observes @Priority(OrganizationCreated.POLICIES) OrganizationCreated created) {
    Organization organization = created.organization();
    put(PolicyPlace.of(organization), NewRotationPolicy.ofDays(USUAL_DAYS).terms());
    environments
        .find(organization.slug(), PRODUCTION)
        .ifPresent(
            prd ->
                put(
                    PolicyPlace.of(organization, prd),
                    NewRotationPolicy.ofDays(PRODUCTION_DAYS).terms()));
  }

  /** What is in effect for an organization, apart from its environments and streams. */
  public RotationPolicyView read(String org) {
    return inEffect(PolicyPlace.of(organizations.bySlug(org)));
  }

  /** What is in effect for an environment of the organization's level. */
  public RotationPolicyView read(String org, String env) {
    return inEffect(environment(organizations.bySlug(org), env));
  }

  /** What is in effect for a stream. */
  public RotationPolicyView read(String org, String project, String env) {
    Streams.Place place = streams.place(org, project, env);
    return inEffect(PolicyPlace.of(place, streams.find(place).orElse(null)));
  }

  /** Sets the policy of an organization. */
  public RotationPolicyView put(String org, NewRotationPolicy wanted, IfMatch ifMatch) {
    return put(PolicyPlace.of(organizations.lock(org)), wanted, ifMatch);
  }

  /** Sets the policy of an environment of the organization's level. */
  public RotationPolicyView put(String org, String env, NewRotationPolicy wanted, IfMatch ifMatch) {
    return put(environment(organizations.lock(org), env), wanted, ifMatch);
  }

  /** Sets the policy of a stream. */
  public RotationPolicyView put(
      String org, String project, String env, NewRotationPolicy wanted, IfMatch ifMatch) {
    return put(lockedStream(org, project, env), wanted, ifMatch);
  }

  /** Removes that of an organization; a 404 problem where there is none. */
  public void remove(String org, IfMatch ifMatch) {
    remove(PolicyPlace.of(organizations.lock(org)), ifMatch);
  }

  /** Removes that of an environment of the organization's level. */
  public void remove(String org, String env, IfMatch ifMatch) {
    remove(environment(organizations.lock(org), env), ifMatch);
  }

  /** Removes that of a stream. */
  public void remove(String org, String project, String env, IfMatch ifMatch) {
    remove(lockedStream(org, project, env), ifMatch);
  }

  private PolicyPlace environment(Organization organization, String env) {
    return environments
        .find(organization.slug(), env)
        .map(found -> PolicyPlace.of(organization, found))
        .orElseThrow(
            () ->
                ProblemType.NOT_FOUND.with(
                    "There is no environment '" + env + "' at the organization's level."));
  }

  private PolicyPlace lockedStream(String org, String project, String env) {
    organizations.lock(org);
    Streams.Place place = streams.place(org, project, env);
    return PolicyPlace.of(place, streams.lock(place));
  }

  private RotationPolicyView inEffect(PolicyPlace place) {
    Optional<RotationPolicy> own = at(place);
    int version = own.map(RotationPolicy::version).orElse(RotationPolicyView.NONE);
    if (own.isPresent()) {
      return RotationPolicyView.of(place.level(), own.get().terms(), version);
    }
    Optional<RotationPolicy> ofEnvironment =
        place.streamPlace() == null
            ? Optional.empty()
            : ofEnvironment(place.streamPlace().environment().id());
    if (ofEnvironment.isPresent()) {
      return RotationPolicyView.of(PolicyLevel.ENVIRONMENT, ofEnvironment.get().terms(), version);
    }
    return at(PolicyPlace.of(place.organization()))
        .map(policy -> RotationPolicyView.of(PolicyLevel.ORGANIZATION, policy.terms(), version))
        .orElseGet(RotationPolicyView::none);
  }

  /** The one that is set at the place itself. */
  private Optional<RotationPolicy> at(PolicyPlace place) {
    return switch (place.level()) {
      case STREAM -> ofStream(place.streamId());
      case ENVIRONMENT -> ofEnvironment(place.environmentId());
      default -> queries.ofOrganization(place.organization().id()).stream().findFirst();
    };
  }

  private Optional<RotationPolicy> ofStream(@Nullable Long id) {
    return id == null ? Optional.empty() : queries.ofStream(id).stream().findFirst();
  }

  private Optional<RotationPolicy> ofEnvironment(@Nullable Long id) {
    return id == null ? Optional.empty() : queries.ofEnvironment(id).stream().findFirst();
  }

  private RotationPolicyView put(PolicyPlace place, NewRotationPolicy wanted, IfMatch ifMatch) {
    ifMatch.check(inEffect(place).version());
    put(place, wanted.terms());
    return inEffect(place);
  }

  private void put(PolicyPlace place, PolicyTerms terms) {
    Instant now = clock.instant();
    Optional<RotationPolicy> own = at(place);
    @Nullable PolicyTerms before = own.map(RotationPolicy::terms).orElse(null);
    if (terms.equals(before)) {
      return;
    }
    if (own.isPresent()) {
      own.get().take(terms, now);
    } else {
      entities.persist(new RotationPolicy(place, terms, caller.subject(), now));
    }
    entities.flush();
    tell(Action.POLICY_CHANGED, place, before, terms, now);
  }

  private void remove(PolicyPlace place, IfMatch ifMatch) {
    RotationPolicy own =
        at(place)
            .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no policy of its own here."));
    ifMatch.check(own.version());
    PolicyTerms before = own.terms();
    entities.remove(own);
    entities.flush();
    tell(Action.POLICY_REMOVED, place, before, null, clock.instant());
  }

  private void tell(
      Action action,
      PolicyPlace place,
      @Nullable PolicyTerms before,
      @Nullable PolicyTerms after,
      Instant now) {
    int keys = dates.compute(place.organization().id(), now);
    Map<String, Object> was = described(before);
    Map<String, Object> is = described(after);
    Map<String, Change> changes = new TreeMap<>();
    for (String field : (after == null ? was : is).keySet()) {
      Change.collect(changes, field, was.get(field), is.get(field));
    }
    events.fire(
        new DomainEvent(
            action,
            place.organization().id(),
            place.target(),
            changes,
            Map.of("keysWithAnotherDate", Integer.toString(keys)),
            null));
  }

  private static Map<String, Object> described(@Nullable PolicyTerms terms) {
    Map<String, Object> fields = new TreeMap<>();
    if (terms != null) {
      RotationPolicyView view = RotationPolicyView.of(PolicyLevel.NONE, terms, 0);
      fields.put("maxAge", String.valueOf(view.maxAge()));
      fields.put("remindBefore", String.valueOf(view.remindBefore()));
      fields.put("remindOverdueEvery", String.valueOf(view.remindOverdueEvery()));
      fields.put("recipientOwner", String.valueOf(terms.recipients().owner()));
      fields.put("recipientRoles", words(terms.recipients()));
      fields.put("recipientAddresses", String.valueOf(terms.recipients().addresses()));
      fields.put("onOverdue", terms.onOverdue().word());
      fields.put("disableAfter", String.valueOf(view.disableAfter()));
    }
    return fields;
  }

  private static String words(Recipients recipients) {
    return recipients.whole().roles() == null
        ? ""
        : recipients.whole().roles().stream().map(Role::word).toList().toString();
  }
}
