package io.keygate.seed;

import io.keygate.platform.text.Slug;
import io.keygate.project.NewProject;
import io.keygate.project.ProjectService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;

/** Projects of a seed file, with their environments and keys. */
@ApplicationScoped
class SeededProjects {
  private final ProjectService projects;
  private final SeededEnvironments environments;
  private final SeededKeys keys;

  @Inject
  SeededProjects(ProjectService projects, SeededEnvironments environments, SeededKeys keys) {
    this.projects = projects;
    this.environments = environments;
    this.keys = keys;
  }

  int apply(SeedNode node, String org, Path folder) {
    node.allow("name", "slug", "environments", "keys");
    var wanted =
        Lines.valid(node, new NewProject(node.required("name"), node.text("slug").orElse(null)));
    String slug = Lines.at(node, "slug", () -> Slug.of(wanted.slug(), wanted.name()).value());
    int made = 0;
    if (projects.find(org, slug).isEmpty()) {
      Lines.at(node, "name", () -> projects.create(org, wanted));
      made++;
    }
    for (SeedNode environment : node.children("environments")) {
      made += environments.apply(environment, org, slug);
    }
    for (SeedNode key : node.children("keys")) {
      made += keys.apply(key, org, slug, folder);
    }
    return made;
  }
}
