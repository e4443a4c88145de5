package io.keygate.sdkcheck;

import java.io.IOException;

/** The organization of this check. Each scenario makes a project of its own in it. */
record Tenant(AdminApi admin, String organization, String bystander) {
  /** Creates the organization, and a project that nobody sends anything to. */
  static Tenant create(AdminApi admin) throws IOException, InterruptedException {
    String organization = admin.createOrganization("SDK check");
    return new Tenant(admin, organization, admin.createProject(organization, "Bystander"));
  }

  String createProject(String name) throws IOException, InterruptedException {
    return admin.createProject(organization, name);
  }

  ApiKey key(String project, String environment, String name)
      throws IOException, InterruptedException {
    return admin.generateKey(organization, project, environment, name);
  }
}
