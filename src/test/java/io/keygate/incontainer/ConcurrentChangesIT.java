package io.keygate.incontainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygate.apikey.ApiKeyService;
import io.keygate.apikey.ApiKeyView;
import io.keygate.apikey.GeneratedKey;
import io.keygate.apikey.KeyState;
import io.keygate.apikey.NewApiKey;
import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.organization.OrganizationView;
import io.keygate.platform.problem.Problem;
import io.keygate.platform.problem.ThrowableMapper;
import io.keygate.platform.web.IfMatch;
import io.keygate.testing.Await;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two people do the same thing at once: one wins, the other gets a 409 that says why (design.md
 * section 6). The second comes while the first has changed the state but has not committed yet.
 */
@ArquillianTest
class ConcurrentChangesIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MOST_LIVE_KEYS = 20;

  @Inject OrganizationService organizations;
  @Inject ApiKeyService keys;
  @Inject EventProbe probe;
  @Inject Requests requests;
  @Inject Committed committed;

  @Deployment
  static WebArchive keygate() {
    return Archives.keygateWith(ConcurrentChangesIT.class, EventProbe.class, Await.class);
  }

  @BeforeEach
  void forgetEvents() {
    probe.clear();
  }

  @Test
  void oneOfTwoOrganizationsWithOneSlugIsCreated() throws Exception {
    Callable<OrganizationView> create = () -> organizations.create(organization("Twin"));

    Future<OrganizationView> second =
        meet(create, "organization.created", create, "insert into organization%");

    assertThat(problemOf(second).type()).isEqualTo("/problems/slug-taken");
    assertThat(committed.number("select count(*) from organization where slug = 'twin'"))
        .isEqualTo(1);
  }

  @Test
  void oneOfTwoKeysAtTheLimitIsGenerated() throws Exception {
    requests.call(() -> organizations.create(organization("Full")));
    for (int i = 1; i < MOST_LIVE_KEYS; i++) {
      requests.call(() -> generate("full"));
    }
    Callable<GeneratedKey> last = () -> generate("full");

    Future<GeneratedKey> second = meet(last, "key.created", last, "insert into stream%");

    assertThat(problemOf(second).type()).isEqualTo("/problems/key-limit-reached");
    assertThat(committed.number("select count(*) from api_key where name = 'of full'"))
        .isEqualTo(MOST_LIVE_KEYS);
  }

  @Test
  void ofTwoRevocationsOnlyTheFirstCounts() throws Exception {
    requests.call(() -> organizations.create(organization("Leaks")));
    String id = requests.call(() -> generate("leaks")).key().id();
    probe.clear();

    Future<ApiKeyView> second =
        meet(
            () -> keys.revoke(id, "first", IfMatch.any()),
            "key.revoked",
            () -> keys.revoke(id, "second", IfMatch.any()),
            "select % for update%");

    assertThat(second.get().state()).isEqualTo(KeyState.REVOKED);
    assertThat(second.get().revocationReason()).isEqualTo("first");
    assertThat(probe.actions()).containsExactly("key.revoked");
  }

  /**
   * Makes the first call, and in its transaction, when it fires the event, starts the second. The
   * first goes on when the second waits in a statement like that, or has ended without waiting.
   */
  private <T> Future<T> meet(Callable<?> first, String event, Callable<T> second, String statement)
      throws Exception {
    List<Future<T>> started = new ArrayList<>();
    probe.at(
        event,
        () -> {
          Future<T> call = requests.start(second);
          started.add(call);
          Await.until(
              "the second waits for the first",
              LIMIT,
              () -> call.isDone() || committed.isRunning(statement));
        });
    requests.call(first);
    return started.get(0);
  }

  private static Problem problemOf(Future<?> call) throws InterruptedException {
    try {
      throw new AssertionError("was not refused: " + call.get());
    } catch (ExecutionException e) {
      var response = new ThrowableMapper().toResponse(e);
      assertThat(response.getStatus()).isEqualTo(409);
      return (Problem) response.getEntity();
    }
  }

  private static NewOrganization organization(String name) {
    return new NewOrganization(name, null, null, null);
  }

  private GeneratedKey generate(String org) {
    var wanted = NewApiKey.named("of " + org);
    return keys.generate(org, "default-project", "dev", wanted);
  }
}
