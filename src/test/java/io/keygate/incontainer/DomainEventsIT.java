package io.keygate.incontainer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.GeneratedKey;
import io.keygate.apikey.KeyState;
import io.keygate.apikey.NewApiKey;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.organization.OrganizationView;
import io.keygate.platform.event.Action;
import io.keygate.platform.event.DomainEvent;
import io.keygate.platform.event.DomainEvents;
import io.keygate.platform.web.IfMatch;
import io.keygate.platform.web.JsonContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionRequiredException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change and the events that tell of it are one transaction (design.md section 4). */
@ArquillianTest
class DomainEventsIT {
  @Inject OrganizationService organizations;
  @Inject ApiKeyService keys;
  @Inject DomainEvents events;
  @Inject EntityManager entities;
  @Inject EventProbe probe;
  @Inject Requests requests;
  @Inject Committed committed;

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(DomainEventsIT.class, EventProbe.class);
  }

  @BeforeEach
  void forgetEvents() {
    probe.clear();
  }

  @Test
  void aNewOrganizationIsToldInsideItsTransaction() throws Exception {
    create("Told");

    assertThat(probe.seen())
        .extracting(s -> s.event().action() + " " + s.event().target().path())
        .containsExactly(
            "organization.created told",
            "environment.created told/dev",
            "environment.created told/stg",
            "environment.created told/prd",
            "project.created told/default-project",
            "member.added told/tester",
            "policy.changed told",
            "policy.changed told/prd");
    assertAllInOneActiveTransaction();
  }

  @Test
  void aNewKeyIsToldInsideItsTransaction() throws Exception {
    create("Generates");
    probe.clear();
    String count = "select count(*) from api_key where owner = 'generates@example.org'";
    List<Long> insideAndOutside = new ArrayList<>();
    probe.at(
        "key.created",
        () -> {
          insideAndOutside.add((Long) entities.createNativeQuery(count).getSingleResult());
          insideAndOutside.add(committed.number(count));
        });

    generate("generates");

    assertThat(insideAndOutside).containsExactly(1L, 0L);
    assertThat(probe.seen())
        .extracting(s -> s.event().action() + " " + s.event().target().path())
        .containsExactly("key.created generates/default-project/dev/checkout");
    assertAllInOneActiveTransaction();
  }

  @Test
  void aRevocationIsToldInsideItsTransactionAndOnlyOnce() throws Exception {
    create("Revokes");
    GeneratedKey key = generate("revokes");
    probe.clear();

    requests.call(() -> keys.revoke(key.key().id(), "leaked", IfMatch.any()));
    requests.call(() -> keys.revoke(key.key().id(), "leaked again", IfMatch.any()));

    assertThat(probe.seen())
        .extracting(EventProbe.Seen::event)
        .containsExactly(
            new DomainEvent(
                Action.KEY_REVOKED,
                committed.number("select id from organization where slug = 'revokes'"),
                DomainEvent.Target.at(
                    "revokes/default-project/dev/checkout",
                    "key",
                    key.key().id(),
                    "organization",
                    "revokes",
                    "project",
                    "default-project",
                    "environment",
                    "dev",
                    "lineage",
                    key.key().lineage()),
                Map.of("state", new DomainEvent.Change("active", "revoked")),
                Map.of(),
                "leaked"));
    assertAllInOneActiveTransaction();
  }

  @Test
  void noEventHoldsTheSecret() throws Exception {
    create("Keeps secrets");
    GeneratedKey key = generate("keeps-secrets");
    requests.call(() -> keys.revoke(key.key().id(), null, IfMatch.any()));

    String random = requireNonNull(key.secret()).substring("kg_dev_".length());
    assertThat(probe.actions()).contains("key.created", "key.revoked");
    for (EventProbe.Seen seen : probe.seen()) {
      assertThat(seen.event().toString()).doesNotContain(random);
      assertThat(JsonContext.mapper().writeValueAsString(seen.event())).doesNotContain(random);
    }
  }

  @Test
  void anObserverThatThrowsUndoesANewOrganization() throws Exception {
    Map<String, Long> before = rows();

    for (String event :
        List.of("organization.created", "environment.created", "project.created", "member.added")) {
      probe.at(event, DomainEventsIT::refuse);
      assertThatThrownBy(() -> create("Undone")).as(event).isInstanceOf(Refusal.class);
      assertThat(rows()).as(event).isEqualTo(before);
    }
  }

  @Test
  void anObserverThatThrowsUndoesANewKey() throws Exception {
    create("Undoes keys");
    Map<String, Long> before = rows();

    probe.at("key.created", DomainEventsIT::refuse);
    assertThatThrownBy(() -> generate("undoes-keys")).isInstanceOf(Refusal.class);

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void anObserverThatThrowsUndoesARevocation() throws Exception {
    create("Undoes revocations");
    String id = generate("undoes-revocations").key().id();
    Map<String, Long> before = rows();

    probe.at("key.revoked", DomainEventsIT::refuse);
    assertThatThrownBy(() -> requests.call(() -> keys.revoke(id, null, IfMatch.any())))
        .isInstanceOf(Refusal.class);

    assertThat(rows()).isEqualTo(before);
    assertThat(keys.read(id).state()).isEqualTo(KeyState.ACTIVE);
  }

  @Test
  void anEventOutsideATransactionIsRefused() {
    var event =
        new DomainEvent(
            Action.ORGANIZATION_CREATED,
            null,
            DomainEvent.Target.of("organization", "nowhere"),
            Map.of());

    assertThatThrownBy(() -> events.fire(event))
        .hasCauseInstanceOf(TransactionRequiredException.class);

    assertThat(probe.seen()).isEmpty();
  }

  private OrganizationView create(String name) throws Exception {
    return requests.call(() -> organizations.create(new NewOrganization(name, null, null, null)));
  }

  private GeneratedKey generate(String org) throws Exception {
    var wanted =
        new NewApiKey("checkout", null, org + "@example.org", null, null, null, null, null);
    return requests.call(() -> keys.generate(org, "default-project", "dev", wanted));
  }

  private void assertAllInOneActiveTransaction() {
    assertThat(probe.seen()).extracting(EventProbe.Seen::status).containsOnly(Status.STATUS_ACTIVE);
    assertThat(probe.seen().stream().map(EventProbe.Seen::transaction).distinct())
        .singleElement()
        .isNotNull();
  }

  /** How many rows each table has that a change writes to. */
  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    for (String table :
        List.of(
            "organization",
            "project",
            "environment",
            "membership",
            "stream",
            "api_key",
            "audit_event")) {
      rows.put(table, committed.number("select count(*) from " + table));
    }
    return rows;
  }

  private static void refuse() {
    throw new Refusal();
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
