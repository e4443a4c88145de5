package io.keygate.rotation.webhook;

import static io.keygate.platform.persistence.Times.toColumn;

import io.keygate.apikey.Peppers;
import io.keygate.organization.Organization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvent.Change;
import io.keygate.platform.event.DomainEvent.Target;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.paging.Page;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.problem.ProblemType;
import io.keygate.platform.security.Caller;
import io.keygate.platform.text.Base62;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhooks of organizations. */
@ApplicationScoped
@Transactional
public class Webhooks {
  private static final int MOST = 10;
  private static final int DIGITS = 22;

  private final EntityManager entities;
  private final WebhookQueries queries;
  private final OrganizationService organizations;
  private final WebhookUrls urls;
  private final Peppers peppers;
  private final DomainEvents events;
  private final Caller caller;
  private final Clock clock;

  @Inject
  Webhooks(
      EntityManager entities,
      WebhookQueries queries,
      OrganizationService organizations,
      WebhookUrls urls,
      Peppers peppers,
      DomainEvents events,
      Caller caller,
      Clock clock) {
    this.entities = entities;
    this.queries = queries;
    this.organizations = organizations;
    this.urls = urls;
    this.peppers = peppers;
    this.events = events;
    this.caller = caller;
    this.clock = clock;
  }

  /** Public ids of an organization's webhooks, which are few. */
  public List<String> ids(long organizationId) {
    return queries.of(organizationId).stream().map(Webhook::publicId).toList();
  }

  /** Where and with which secret one is called; empty where it was deleted. */
  public Optional<Receiver> receiver(String publicId) {
    return queries
        .byPublicId(publicId)
        .map(
            webhook ->
                new Receiver(
                    webhook.url(),
                    peppers
                        .derived(webhook.pepperId(), webhook.publicId())
                        .map(SigningSecret::new)
                        .orElse(null)));
  }

  Page<WebhookView> list(String org, PageRequest page) {
    List<Webhook> rows = queries.page(organizations.bySlug(org).id(), page.after(), page.rows());
    return Page.of(page, rows, Webhook::id, WebhookView::of);
  }

  /** One of them; a 404 problem where there is none. */
  WebhookView read(String org, String publicId) {
    return WebhookView.of(find(org, publicId));
  }

  CreatedWebhook create(String org, NewWebhook wanted) {
    URI url = urls.check(wanted.url());
    Organization organization = organizations.lock(org);
    if (queries.of(organization.id()).size() >= MOST) {
      throw ProblemType.WEBHOOK_LIMIT_REACHED.with(
          "An organization may have " + MOST + " webhooks; delete one first.");
    }
    String publicId = "whk_" + Base62.random(DIGITS);
    String pepper = peppers.newest();
    var secret = new SigningSecret(peppers.derived(pepper, publicId).orElseThrow());
    var webhook =
        new Webhook(
            publicId, organization.id(), wanted.url(), pepper, caller.subject(), clock.instant());
    entities.persist(webhook);
    entities.flush();
    tell(Action.WEBHOOK_CREATED, org, webhook, Map.of("url", Change.to(place(url))));
    return new CreatedWebhook(secret.expose(), WebhookView.of(webhook));
  }

  /** Deletes it; what waits for it is cancelled. A 404 problem where there is none. */
  void delete(String org, String publicId) {
    Webhook webhook = find(org, publicId);
    entities.remove(webhook);
    entities.flush();
    cancel("delivery", "attempts = attempts, claimed_by = null, claimed_until = null", publicId);
    cancel("reminder", "ended_why = 'the webhook was deleted'", publicId);
    tell(Action.WEBHOOK_DELETED, org, webhook, Map.of());
  }

  private Webhook find(String org, String publicId) {
    long organization = organizations.bySlug(org).id();
    return queries
        .byPublicId(publicId)
        .filter(found -> found.organizationId() == organization)
        .orElseThrow(() -> ProblemType.NOT_FOUND.with("There is no webhook with this id."));
  }

  private void cancel(String table, String also, String publicId) {
    entities
        .createNativeQuery(
            "update "
                + table
                + " set state = 'CANCELLED', ended_at = :now, "
                + also
                + " where recipient = :webhook and state = 'QUEUED'")
        .setParameter("now", toColumn(clock.instant()))
        .setParameter("webhook", publicId)
        .executeUpdate();
  }

  private void tell(Action action, String org, Webhook webhook, Map<String, Change> changes) {
    var target =
        Target.at(
            org + "/" + webhook.publicId(), "webhook", webhook.publicId(), "organization", org);
    events.fire(new DomainEvent(action, webhook.organizationId(), target, changes));
  }

  /** NB: without path and query; some receivers have their own secret there. */
  private static String place(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
