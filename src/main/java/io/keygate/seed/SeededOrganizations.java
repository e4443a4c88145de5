package io.keygate.seed;

import io.keygate.organization.NewOrganization;
import io.keygate.organization.OrganizationService;
import io.keygate.platform.text.Slug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;

/** Organizations of a seed file, with all that is in them. */
@ApplicationScoped
class SeededOrganizations {
  private final OrganizationService organizations;
  private final SeededMembers members;
  private final SeededProjects projects;
  private final SeededEnvironments environments;

  @Inject
  SeededOrganizations(
      OrganizationService organizations,
      SeededMembers members,
      SeededProjects projects,
      SeededEnvironments environments) {
    this.organizations = organizations;
    this.members = members;
    this.projects = projects;
    this.environments = environments;
  }

  int apply(SeedNode node, Path folder) {
    node.allow("name", "slug", "retentionHours", "environments", "members", "projects");
    String name = node.required("name");
    String slug =
        Lines.at(node, "slug", () -> Slug.of(node.text("slug").orElse(null), name).value());
    int made = 0;
    if (organizations.idOf(slug).isEmpty()) {
      var wanted =
          new NewOrganization(name, slug, node.integer("retentionHours").orElse(null), List.of());
      Lines.at(node, "name", () -> organizations.create(Lines.valid(node, wanted)));
      made++;
    }
    int hours = organizations.bySlug(slug).retentionHours();
    Lines.same(node, "retentionHours", node.integer("retentionHours").orElse(hours), hours);
    for (SeedNode environment : node.children("environments")) {
      made += environments.apply(environment, slug);
    }
    for (SeedNode member : node.children("members")) {
      made += members.apply(member, slug);
    }
    for (SeedNode project : node.children("projects")) {
      made += projects.apply(project, slug, folder);
    }
    return made;
  }
}
