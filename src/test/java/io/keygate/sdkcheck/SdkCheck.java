package io.keygate.sdkcheck;

import io.keygate.testing.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs every scenario of the runtimes that are named ({@code node python go java}; none: all). Ends
 * with 0 if all that could be run passed. With {@code KEYGATE_SDK_CHECK_REQUIRE=all} a runtime or
 * SDK that had to be left out is a failure too.
 */
public final class SdkCheck {
  private final Report report = new Report();

  private SdkCheck() {}

  public static void main(String[] args) throws Exception {
    boolean requireAll = "all".equals(System.getenv("KEYGATE_SDK_CHECK_REQUIRE"));
    Set<Toolchain> toolchains;
    try {
      toolchains = toolchains(args);
    } catch (IllegalArgumentException e) {
      System.err.println("sdk-check: " + e.getMessage());
      System.exit(1);
      return;
    }
    SdkCheck check = new SdkCheck();
    check.run(toolchains);
    System.exit(check.report.print(requireAll) ? 0 : 1);
  }

  private static Set<Toolchain> toolchains(String[] names) {
    Set<Toolchain> chosen = EnumSet.noneOf(Toolchain.class);
    for (String name : names) {
      chosen.add(Toolchain.named(name));
    }
    return chosen.isEmpty() ? EnumSet.allOf(Toolchain.class) : chosen;
  }

  private void run(Set<Toolchain> toolchains) throws IOException, InterruptedException {
    List<Scenario> scenarios = new ArrayList<>();
    for (Toolchain toolchain : toolchains) {
      Optional<String> lack = toolchain.lack();
      if (lack.isPresent()) {
        report.leftOut(toolchain.toString(), lack.get());
        continue;
      }
      for (Sdk sdk : Sdk.of(toolchain)) {
        if (isInstalled(sdk)) {
          scenarios.addAll(Scenario.of(sdk));
        }
      }
    }
    if (!scenarios.isEmpty()) {
      send(scenarios);
    }
  }

  private boolean isInstalled(Sdk sdk) throws IOException, InterruptedException {
    try {
      sdk.install();
      return true;
    } catch (UnavailableException e) {
      report.leftOut(sdk.toString(), e.getMessage());
    } catch (InstallationException e) {
      report.failed(sdk.toString(), e.getMessage());
    }
    return false;
  }

  private void send(List<Scenario> scenarios) throws IOException, InterruptedException {
    try (KeygateInstance keygate = KeygateInstance.start()) {
      Tenant tenant = Tenant.create(AdminApi.login(keygate));
      for (int turn = 0; turn < scenarios.size(); turn++) {
        Scenario scenario = scenarios.get(turn);
        try {
          new Rehearsal(keygate, tenant, scenario).run(turn);
          report.passed(scenario.name());
        } catch (AssertionError | IOException | RuntimeException e) {
          report.failed(scenario.name(), e.toString());
        }
      }
    }
  }
}
