package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Client;

/** What people may do by their groups, by a membership of their own, or not at all. */
record RolesByGroup(World world) {
  void run(Steps steps) {
    steps.step("an owner by group changes the organization", this::owner);
    steps.step("a member by group generates keys and changes no organization", this::member);
    steps.step("somebody without a group sees nothing, and is made no member", this::nobody);
    steps.step("the platform's group creates organizations", this::platform);
    steps.step("another group counts with the next token", this::otherGroup);
    steps.step("a membership counts with the token that is there already", this::membership);
  }

  private Client person(String name) {
    return world.with(world.company().logIn(name).access());
  }

  private void owner() {
    person("ann").patch(World.ACME, "{\"retentionHours\":48}").expect(200);
  }

  private void member() {
    Client bob = person("bob");
    World.isProblem(bob.patch(World.ACME, "{\"retentionHours\":24}"), 403, "forbidden");
    World.isProblem(bob.get(World.ACME + "/audit"), 403, "forbidden");
    World.isProblem(
        bob.post("/api/v1/organizations", "{\"name\":\"Bob's own\"}"), 403, "forbidden");
    World.generateKey(bob).expect(201);
  }

  private void nobody() {
    Client carl = person("carl");
    World.isProblem(carl.get(World.ACME), 404, "not-found");
    JsonNode me = carl.get("/api/v1/me").expect(200).json();
    assertThat(me.path("name").asText()).isEqualTo("Carl Cook");
    assertThat(me.path("platformAdmin").asBoolean()).isFalse();
    assertThat(me.path("organizations")).isEmpty();
    String members = world.admin().get(World.ACME + "/members").expect(200).text();
    assertThat(members).doesNotContain(world.company().logIn("carl").access().subject());
  }

  private void platform() {
    Client pat = person("pat");
    assertThat(pat.get("/api/v1/me").expect(200).json().path("platformAdmin").asBoolean()).isTrue();
    pat.post("/api/v1/organizations", "{\"name\":\"By the platform\"}").expect(201);
  }

  private void otherGroup() {
    Dashboard dashboard = Dashboard.in(world.keygate()).logIn("bob");
    World.generateKey(dashboard.client()).expect(201);
    world.company().move("bob", "acme-members", "acme-auditors");
    for (Client bob : new Client[] {dashboard.client(), person("bob")}) {
      JsonNode me = bob.get("/api/v1/me").expect(200).json();
      assertThat(World.roleInAcme(me)).isEqualTo("auditor");
      bob.get(World.ACME + "/audit").expect(200);
      World.isProblem(World.generateKey(bob), 403, "forbidden");
    }
  }

  private void membership() {
    Token token = world.company().logIn("carl").access();
    Client carl = world.with(token);
    World.isProblem(carl.get(World.ACME), 404, "not-found");
    world.appoint(token.subject(), "viewer");
    carl.get(World.ACME).expect(200);
    assertThat(World.roleInAcme(carl.get("/api/v1/me").expect(200).json())).isEqualTo("viewer");
    World.isProblem(World.generateKey(carl), 403, "forbidden");
  }
}
