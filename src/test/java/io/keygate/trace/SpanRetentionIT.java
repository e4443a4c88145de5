package io.keygate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.NewApiKey;
import io.keygate.incontainer.Archives;
import io.keygate.incontainer.Committed;
import io.keygate.incontainer.Requests;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.persistence.Database;
import io.keygate.testing.Await;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention on a real database, at a time that the test names. */
@ArquillianTest
class SpanRetentionIT {
  /** Far away, so that by the server's own clock none of these spans is old. */
  private static final Instant NOW = Instant.parse("2100-01-01T12:00:00Z");

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);
  private static final int BATCH = 1_000;

  @Inject SpanRetention retention;
  @Inject OrganizationService organizations;
  @Inject ApiKeyService keys;
  @Inject Database database;
  @Inject Requests requests;
  @Inject Committed committed;

  @Resource ManagedExecutorService threads;

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(SpanRetentionIT.class, Await.class);
  }

  @BeforeEach
  void removeSpans() throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement = connection.prepareStatement("delete from span")) {
      statement.execute();
    }
  }

  @Test
  void removesWhatIsOlderThanItsOrganizationKeepsIt() throws Exception {
    long hour = newStream("Keeps an hour", 1);
    long month = newStream("Keeps a month", 720);
    insert(hour, 2 * BATCH + 1, "old", NOW.minus(MONTH));
    insert(hour, 1, "just too old", NOW.minus(HOUR).minus(MICROSECOND));
    insert(hour, 1, "just young enough", NOW.minus(HOUR));
    insert(hour, 1, "young", NOW);
    insert(month, BATCH + 1, "old", NOW.minus(MONTH.multipliedBy(2)));
    insert(month, 1, "just too old", NOW.minus(MONTH).minus(MICROSECOND));
    insert(month, 1, "just young enough", NOW.minus(MONTH));
    insert(month, 1, "old elsewhere", NOW.minus(HOUR.multipliedBy(2)));

    assertThat(retention.removeOld(NOW)).isEqualTo(2 * BATCH + 2 + BATCH + 2);

    assertThat(names(hour)).containsExactly("just young enough", "young");
    assertThat(names(month)).containsExactly("just young enough", "old elsewhere");
    assertThat(retention.removeOld(NOW)).isZero();
  }

  /** A row that somebody else has locked holds up its own batch, not those before it. */
  @Test
  void commitsAfterEachBatch() throws Exception {
    long stream = newStream("Many", 1);
    insert(stream, 2 * BATCH, "old", NOW.minus(MONTH));
    insert(stream, 1, "locked", NOW.minus(HOUR.multipliedBy(2)));

    Future<Long> removal;
    try (Connection other = database.gate().getConnection()) {
      other.setAutoCommit(false);
      try (var statement =
          other.prepareStatement("select id from span where name = 'locked' for update")) {
        statement.execute();
        removal = threads.submit(() -> retention.removeOld(NOW));
        Await.until(
            "the batches before are committed",
            Duration.ofSeconds(9),
            () -> names(stream).equals(List.of("locked")) || removal.isDone());
        assertThat(removal).isNotDone();
      } finally {
        other.rollback();
        other.setAutoCommit(true);
      }
    }

    assertThat(removal.get()).isEqualTo(2 * BATCH + 1);
    assertThat(names(stream)).isEmpty();
  }

  @Test
  void leavesTheWorkToTheNodeThatIsAtIt() throws Exception {
    long stream = newStream("Shared", 1);
    insert(stream, 1, "old", NOW.minus(MONTH));

    try (Connection other = database.gate().getConnection()) {
      execute(other, "do get_lock(concat(database(), '.span-retention'), 0)");
      try {
        assertThat(retention.removeOld(NOW)).isZero();
        assertThat(names(stream)).containsExactly("old");
      } finally {
        execute(other, "do release_lock(concat(database(), '.span-retention'))");
      }
    }

    assertThat(retention.removeOld(NOW)).isEqualTo(1);
  }

  /** The id of a stream of a new organization, where a key makes the row. */
  private long newStream(String name, int retentionHours) throws Exception {
    var wanted = NewApiKey.named("test");
    String key =
        requests.call(
            () -> {
              var organization = new NewOrganization(name, null, retentionHours, null);
              String slug = organizations.create(organization).slug();
              return keys.generate(slug, "default-project", "dev", wanted).key().id();
            });
    return committed.number("select stream_id from api_key where public_id = ?", key);
  }

  private void insert(long stream, int count, String name, Instant receivedAt) throws SQLException {
    try (Connection connection = database.gate().getConnection()) {
      long first = 1 + committed.number("select coalesce(max(id), 0) from span");
      List<NewSpan> spans = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        spans.add(span(first + i, name));
      }
      SpanInsert.execute(connection, List.of(PendingSpans.of(stream, 1, receivedAt, spans)));
    }
  }

  private static NewSpan span(long number, String name) {
    return new NewSpan(
        ByteBuffer.allocate(16).putLong(1).putLong(number).array(),
        ByteBuffer.allocate(8).putLong(number).array(),
        null,
        "",
        name,
        1,
        0,
        1,
        0,
        "",
        "",
        "",
        "",
        Semantics.of(Map.of()),
        "{}",
        "{}",
        "[]",
        "[]");
  }

  /** The names of the spans that the stream has, the oldest first. */
  private List<String> names(long stream) throws SQLException {
    try (Connection connection = database.gate().getConnection();
        var statement =
            connection.prepareStatement(
                "select name from span where stream_id = ? order by received_at")) {
      statement.setLong(1, stream);
      List<String> names = new ArrayList<>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
