package io.keygate.seed;

import io.keygate.environment.EnvironmentService;
import io.keygate.environment.NewEnvironment;
import io.keygate.platform.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Environments of a seed file, at both levels. */
@ApplicationScoped
class SeededEnvironments {
  private final EnvironmentService environments;

  @Inject
  SeededEnvironments(EnvironmentService environments) {
    this.environments = environments;
  }

  /** At the organization's level; that a project has one of its own contradicts. */
  int apply(SeedNode node, String org) {
    NewEnvironment wanted = wanted(node);
    if (environments.find(org, slug(node)).isPresent()) {
      return 0;
    }
    Lines.at(node, "name", () -> environments.create(org, wanted));
    return 1;
  }

  /** Of one project; that it has one from the organization contradicts. */
  int apply(SeedNode node, String org, String project) {
    NewEnvironment wanted = wanted(node);
    Optional<String> level = environments.levelOf(org, project, slug(node));
    if (level.isEmpty()) {
      Lines.at(node, "name", () -> environments.create(org, project, wanted));
      return 1;
    }
    Lines.same(
        node, "name", "an environment of the project", "an environment of the " + level.get());
    return 0;
  }

  private static NewEnvironment wanted(SeedNode node) {
    node.allow("name", "slug");
    return Lines.valid(
        node, new NewEnvironment(node.required("name"), node.text("slug").orElse(null)));
  }

  private static String slug(SeedNode node) {
    return Lines.at(
        node, "slug", () -> Slug.of(node.text("slug").orElse(null), node.required("name")).value());
  }
}
