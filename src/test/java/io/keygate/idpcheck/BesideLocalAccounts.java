package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Local accounts go on beside the provider's people, and set up what those need. */
record BesideLocalAccounts(World world) {
  void run(Steps steps) {
    steps.step("a local account logs in beside the provider", this::localAccountLogsIn);
    steps.step("the local administrator creates an organization", this::createOrganization);
    steps.step("groups of the provider get roles in it", this::mapGroups);
  }

  private void localAccountLogsIn() {
    JsonNode me = world.admin().get("/api/v1/me").expect(200).json();
    assertThat(me.path("subject").asText()).isEqualTo("admin");
    assertThat(me.path("platformAdmin").asBoolean()).isTrue();
  }

  private void createOrganization() {
    JsonNode created =
        world.admin().post("/api/v1/organizations", "{\"name\":\"Acme\"}").expect(201).json();
    assertThat(created.path("slug").asText()).isEqualTo("acme");
  }

  private void mapGroups() {
    String groups =
        """
        {"groups":{"acme-owners":"owner","acme-members":"member","acme-auditors":"auditor"}}
        """;
    World.isDone(World.put(world.admin(), World.ACME + "/group-roles", groups));
    JsonNode read = world.admin().get(World.ACME + "/group-roles").expect(200).json();
    assertThat(read.path("groups").path("acme-members").asText()).isEqualTo("member");
  }
}
