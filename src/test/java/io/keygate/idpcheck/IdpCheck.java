package io.keygate.idpcheck;

import io.keygate.testing.Report;
import io.keygate.testing.RunningKeygate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs all steps with a provider and a Keygate of their own. Ends with 0 if all that could be run
 * passed. With {@code KEYGATE_IDP_CHECK_REQUIRE=all} it is a failure too if the provider cannot be
 * had.
 */
public final class IdpCheck {
  /** After this time Keygate looks whether the provider's keys are still the same. */
  static final Duration KEYS_FRESH = Duration.ofSeconds(2);

  /** For this time it goes on with the keys that it has if it cannot look. */
  static final Duration KEYS_KEPT = Duration.ofSeconds(20);

  private static final Path HOME = Path.of("target/idp-check/keygate").toAbsolutePath();

  private final Report report = new Report();
  private final Steps steps = new Steps(report);

  private IdpCheck() {}

  public static void main(String[] args) throws Exception {
    IdpCheck check = new IdpCheck();
    try {
      check.run(Distribution.get());
    } catch (UnavailableException e) {
      check.report.leftOut("identity provider", String.valueOf(e.getMessage()));
    } catch (AssertionError | RuntimeException | IOException e) {
      check.report.failed("the check as a whole", e.toString());
    }
    boolean requireAll = "all".equals(System.getenv("KEYGATE_IDP_CHECK_REQUIRE"));
    System.exit(check.report.print(requireAll) ? 0 : 1);
  }

  private void run(Distribution distribution) throws Exception {
    int port = RunningKeygate.freePort();
    String url = "http://localhost:" + port;
    try (Keycloak keycloak = Keycloak.start(distribution)) {
      String callback = url + "/api/v1/session/callback";
      Realm company = Realm.create(keycloak, "company", callback);
      Realm stranger = Realm.create(keycloak, "stranger", callback);
      steps.step("the provider gives tokens as a company's does", () -> Rehearsal.of(company));
      Folders.delete(HOME);
      RunningKeygate keygate = RunningKeygate.launch(HOME, variables(company, port, url));
      Runtime.getRuntime().addShutdownHook(new Thread(keygate::close));
      Leash leash = Leash.of(keygate.launcher());
      try (keygate) {
        keygate.awaitReady();
        check(new World(keygate, keycloak, company, stranger));
      } finally {
        leash.close();
      }
    }
  }

  private static Map<String, String> variables(Realm company, int port, String url) {
    Map<String, String> variables = new HashMap<>();
    variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", company.keysUrl());
    variables.put("MP_JWT_VERIFY_ISSUER", company.issuer());
    variables.put("MP_JWT_VERIFY_AUDIENCES", "keygate");
    variables.put("KEYGATE_OIDC_CLIENT_ID", Realm.DASHBOARD);
    variables.put("KEYGATE_OIDC_CLIENT_SECRET", Realm.SECRET);
    variables.put("KEYGATE_OIDC_GROUPS_CLAIM", "groups");
    variables.put("KEYGATE_OIDC_PLATFORM_ADMIN_GROUPS", "keygate-platform");
    variables.put("KEYGATE_OIDC_KEYS_FRESH", KEYS_FRESH.toString());
    variables.put("KEYGATE_OIDC_KEYS_KEPT", KEYS_KEPT.toString());
    variables.put("KEYGATE_PUBLIC_URL", url);
    variables.put("KEYGATE_HTTP_PORT", Integer.toString(port));
    return variables;
  }

  private void check(World world) {
    // At the beginning, so that its time and what clocks may differ by are over when it is used
    Token brief = world.company().serviceAccount("short-lived");
    steps.group("local accounts", () -> new BesideLocalAccounts(world).run(steps));
    steps.group("login", () -> new BrowserLogin(world).run(steps));
    steps.group("roles", () -> new RolesByGroup(world).run(steps));
    steps.group("service accounts", () -> new ServiceAccounts(world).run(steps));
    steps.group("wrong tokens", () -> new WrongTokens(world).run(steps));
    steps.group("key rollover", () -> new KeyRollover(world).run(steps));
    steps.group("outage", () -> new Outage(world, brief).run(steps));
  }
}
