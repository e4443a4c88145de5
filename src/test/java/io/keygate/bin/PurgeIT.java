package io.keygate.bin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.GeneratedKey;
import io.keygate.apikey.KeyAdoption;
import io.keygate.apikey.KeyRotation;
import io.keygate.apikey.KeyState;
import io.keygate.apikey.NewApiKey;
import io.keygate.apikey.Rotation;
import io.keygate.environment.EnvironmentDeletion;
import io.keygate.environment.EnvironmentService;
import io.keygate.environment.NewEnvironment;
import io.keygate.incontainer.Archives;
import io.keygate.incontainer.Committed;
import io.keygate.incontainer.Requests;
import io.keygate.incontainer.SettableClock;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.paging.PageRequest;
import io.keygate.platform.persistence.Database;
import io.keygate.platform.text.Base62;
import io.keygate.platform.web.Confirmation;
import io.keygate.platform.web.IfMatch;
import io.keygate.project.NewProject;
import io.keygate.project.ProjectService;
import io.keygate.testing.Await;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The purge on a real database, at times that the test names. */
@ArquillianTest
class PurgeIT {
  private static final Instant START = Instant.parse("2040-01-01T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final int MANY = 2_500;

  @Inject Purge purge;
  @Inject BinService bin;
  @Inject OrganizationService organizations;
  @Inject ProjectService projects;
  @Inject EnvironmentService environments;
  @Inject EnvironmentDeletion environmentDeletion;
  @Inject ApiKeyService keys;
  @Inject KeyRotation rotation;
  @Inject KeyAdoption adoption;
  @Inject Database database;
  @Inject SettableClock clock;
  @Inject Requests requests;
  @Inject Committed committed;

  @Resource ManagedExecutorService threads;

  private String org = "";

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(PurgeIT.class, SettableClock.class, Await.class);
  }

  @BeforeEach
  void createOrganization() throws Exception {
    clock.set(START);
    String name = "Purge " + Long.toString(System.nanoTime(), 36);
    org =
        requests
            .call(() -> organizations.create(new NewOrganization(name, null, null, null)))
            .slug();
    requests.call(() -> projects.create(org, new NewProject("Shop", null)));
    requests.call(() -> environments.create(org, new NewEnvironment("QA", null)));
  }

  /** The id of the stream of a key that was rotated once, with spans in it. */
  private long stream(String project, String env, int spans) throws Exception {
    String key =
        requests.call(() -> keys.generate(org, project, env, NewApiKey.named("k")).key().id());
    requests.call(() -> rotation.rotate(key, new Rotation(null, null), IfMatch.any()));
    long stream = committed.number("select stream_id from api_key where public_id = ?", key);
    insert(stream, spans);
    return stream;
  }

  private void insert(long stream, int count) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                """
                insert into span (stream_id, trace_id, span_id, received_at, start_nanos,
                  duration_nanos, kind, status_code, api_key_id, name, trace_state, status_message,
                  service_name, scope_name, scope_version, attributes, resource_attributes, events,
                  links)
                select ?, unhex(lpad(hex(seq), 32, '0')), unhex(lpad(hex(seq), 16, '0')),
                  utc_timestamp(6), 0, 0, 0, 0, 0, 's', '', '', '', '', '', '{}', '{}', '[]', '[]'
                from seq_1_to_%d\
                """
                    .formatted(count))) {
      statement.setLong(1, stream);
      statement.executeUpdate();
    }
  }

  private long spans(long stream) throws SQLException {
    return committed.number("select count(*) from span where stream_id = ?", stream);
  }

  private long keysOf(long stream) throws SQLException {
    return committed.number("select count(*) from api_key where stream_id = ?", stream);
  }

  private void deleteEnvironment() throws Exception {
    requests.call(
        () -> {
          environmentDeletion.delete(org, "qa", Confirmation.of("qa"), IfMatch.any());
          return true;
        });
  }

  @Test
  void removesAnEnvironmentWithAllThatIsInItAfterItsTime() throws Exception {
    long doomed = stream("shop", "qa", MANY);
    long other = stream("shop", "dev", 10);
    deleteEnvironment();
    BinEntryView entry = requests.call(() -> bin.list(org, new PageRequest())).items().get(0);

    purge.run(START.plus(WEEK));
    assertThat(spans(doomed)).isEqualTo(MANY);
    clock.set(START.plus(WEEK).minus(MICROSECOND));
    assertThat(requests.call(() -> bin.list(org, new PageRequest())).items()).hasSize(1);

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(spans(doomed)).isZero();
    assertThat(keysOf(doomed)).isZero();
    assertThat(committed.number("select count(*) from stream where id = ?", doomed)).isZero();
    assertThat(
            committed.number(
                """
                select count(*) from environment e join organization o on o.id = e.organization_id
                where o.slug = ? and e.slug = 'qa'\
                """,
                org))
        .isZero();
    assertThat(spans(other)).isEqualTo(10);
    assertThat(keysOf(other)).isEqualTo(2);
    assertThatThrownBy(
            () -> requests.call(() -> bin.restore(org, entry.id(), new Restoration(null, null))))
        .hasMessageContaining("no such entry");
  }

  @Test
  void removesAProjectWithItsOwnEnvironments() throws Exception {
    requests.call(() -> environments.create(org, "shop", new NewEnvironment("Own", null)));
    long own = stream("shop", "own", 10);
    long shared = stream("shop", "qa", 10);
    long other = stream("default-project", "qa", 10);
    requests.call(
        () -> {
          environmentDeletion.delete(org, "shop", "own", Confirmation.of("own"), IfMatch.any());
          projects.delete(org, "shop", Confirmation.of("shop"), IfMatch.any());
          return true;
        });

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(List.of(spans(own), spans(shared), spans(other))).containsExactly(0L, 0L, 10L);
    assertThat(
            committed.number(
                """
                select count(*) from project p join organization o on o.id = p.organization_id
                where o.slug = ?\
                """,
                org))
        .isEqualTo(1);
  }

  @Test
  void removesAnOrganizationWithEverything() throws Exception {
    long stream = stream("shop", "qa", MANY);
    deleteEnvironment();
    long id = committed.number("select id from organization where slug = ?", org);
    requests.call(
        () -> {
          organizations.delete(org, Confirmation.of(org), IfMatch.any());
          return true;
        });

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(spans(stream)).isZero();
    for (String table : List.of("project", "environment", "stream", "membership", "bin_entry")) {
      assertThat(
              committed.number("select count(*) from " + table + " where organization_id = ?", id))
          .as(table)
          .isZero();
    }
    assertThat(committed.number("select count(*) from organization where id = ?", id)).isZero();
  }

  @Test
  void removesWhatCarriedRemindersOfItsKeysAlone() throws Exception {
    long doomed = stream("shop", "qa", 0);
    long other = stream("shop", "dev", 0);
    long alone = delivery("DIGEST", 0);
    long shared = delivery("DIGEST", 0);
    remind(doomed, alone, "a");
    remind(doomed, shared, "b");
    remind(other, shared, "b");
    deleteEnvironment();

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(deliveries(alone)).isZero();
    assertThat(attempts(alone)).isZero();
    assertThat(deliveries(shared)).isEqualTo(1);
    assertThat(committed.number("select count(*) from reminder where delivery_id = ?", shared))
        .isEqualTo(1);
  }

  @Test
  void removesWhatAnOrganizationWasToldOf() throws Exception {
    long id = committed.number("select id from organization where slug = ?", org);
    long stream = stream("shop", "qa", 0);
    long call = delivery("WEBHOOK", id);
    remind(stream, call, "whk_1");
    long digest = delivery("DIGEST", 0);
    remind(stream, digest, "a");
    long report = delivery("REPORT", id);
    long elsewhere = delivery("REPORT", 0);
    requests.call(
        () -> {
          organizations.delete(org, Confirmation.of(org), IfMatch.any());
          return true;
        });

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(List.of(deliveries(call), deliveries(digest), deliveries(report))).containsOnly(0L);
    assertThat(List.of(attempts(call), attempts(digest), attempts(report))).containsOnly(0L);
    assertThat(deliveries(elsewhere)).isEqualTo(1);
  }

  /** One that was attempted once; internal id. */
  private long delivery(String kind, long organization) throws SQLException {
    String publicId = "dlv_" + Base62.random(22);
    execute(
        """
        insert into delivery (public_id, kind, organization_id, recipient, state, attempts,
          next_attempt_at, created_at)
        values (?, ?, nullif(?, 0), 'a', 'ACCEPTED', 1, utc_timestamp(6), utc_timestamp(6))\
        """,
        publicId,
        kind,
        organization);
    long id = committed.number("select id from delivery where public_id = ?", publicId);
    execute(
        """
        insert into delivery_attempt (delivery_id, at, outcome, answer)
        values (?, utc_timestamp(6), 'ACCEPTED', '250 Ok')\
        """,
        id);
    return id;
  }

  /** That it carried a reminder of a key of the stream. */
  private void remind(long stream, long delivery, String recipient) throws SQLException {
    execute(
        """
        insert into reminder (organization_id, api_key_id, due_at, stage, recipient, state,
          created_at, delivery_id)
        select s.organization_id, max(k.id), utc_timestamp(6), 'P0D', ?, 'ACCEPTED',
          utc_timestamp(6), ?
        from api_key k join stream s on s.id = k.stream_id where s.id = ?\
        """,
        recipient,
        delivery,
        stream);
  }

  private long deliveries(long id) throws SQLException {
    return committed.number("select count(*) from delivery where id = ?", id);
  }

  private long attempts(long delivery) throws SQLException {
    return committed.number(
        "select count(*) from delivery_attempt where delivery_id = ?", delivery);
  }

  private void execute(String sql, Object... values) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  /** A seed file still names it, and the environment is there again. */
  @Test
  void noKeyComesBackByItsSecret() throws Exception {
    GeneratedKey key = requests.call(() -> keys.generate(org, "shop", "qa", NewApiKey.named("k")));
    String secret = requireNonNull(key.secret());
    KeyAdoption.Adoptee adoptee = adoption.secret(secret, "qa").orElseThrow();
    deleteEnvironment();
    assertThat(requests.call(() -> adoption.find(adoptee)).orElseThrow().state())
        .isEqualTo(KeyState.REVOKED);

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    requests.call(() -> environments.create(org, new NewEnvironment("QA", null)));
    assertThatThrownBy(() -> requests.call(() -> adoption.find(adoptee)))
        .hasMessageContaining("deleted for good");
  }

  @Test
  void leavesWhatWasRestored() throws Exception {
    long stream = stream("shop", "qa", 10);
    deleteEnvironment();
    BinEntryView entry = requests.call(() -> bin.list(org, new PageRequest())).items().get(0);
    requests.call(() -> bin.restore(org, entry.id(), new Restoration(null, null)));

    purge.run(START.plus(WEEK).plus(MICROSECOND));

    assertThat(spans(stream)).isEqualTo(10);
  }

  /** Ingest goes on elsewhere, and what is locked holds up its own batch alone. */
  @Test
  void commitsAfterEachBatchAndHoldsUpNobody() throws Exception {
    long doomed = stream("shop", "qa", MANY);
    long other = stream("shop", "dev", 1);
    deleteEnvironment();
    Future<Boolean> run;
    try (Connection connection = database.gate().getConnection()) {
      connection.setAutoCommit(false);
      try (var statement =
          connection.prepareStatement(
              "select id from span where stream_id = ? order by id desc limit 1 for update")) {
        statement.setLong(1, doomed);
        statement.execute();
        run =
            threads.submit(
                () -> {
                  purge.run(START.plus(WEEK).plus(MICROSECOND));
                  return true;
                });
        Await.until(
            "the batches before are committed",
            Duration.ofSeconds(9),
            () -> spans(doomed) <= 1_000 || run.isDone());
        assertThat(run).isNotDone();
        insertOne(other);
        assertThat(spans(other)).isEqualTo(2);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
    assertThat(run.get()).isTrue();
    assertThat(spans(doomed)).isZero();
  }

  private void insertOne(long stream) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                """
                insert into span select null, stream_id, unhex('ff'), unhex('ff'), parent_span_id,
                  received_at, start_nanos, duration_nanos, kind, status_code, api_key_id,
                  input_tokens, output_tokens, total_tokens, name, trace_state, status_message,
                  service_name, scope_name, scope_version, workflow_name, entity_name, entity_kind,
                  vendor, operation, request_model, response_model, attributes,
                  resource_attributes, events, links
                from span where stream_id = ?\
                """)) {
      statement.setLong(1, stream);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
