package io.keygate.idpcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.testing.Client;

/** A program with a client of its own at the provider. */
record ServiceAccounts(World world) {
  void run(Steps steps) {
    steps.step("a service account that nobody appointed sees nothing", this::unknown);
    steps.step("a service account generates a key, and the trail says so", this::appointed);
  }

  private void unknown() {
    Client pipeline = world.with(world.company().serviceAccount("pipeline"));
    World.isProblem(pipeline.get(World.ACME), 404, "not-found");
    World.isProblem(World.generateKey(pipeline), 404, "not-found");
  }

  private void appointed() {
    Token token = world.company().serviceAccount("pipeline");
    world.appoint(token.subject(), "member");
    String key =
        World.generateKey(world.with(token)).expect(201).json().path("key").path("id").asText();
    JsonNode events = world.admin().get(World.ACME + "/audit").expect(200).json().path("items");
    for (JsonNode event : events) {
      if (event.path("target").path("id").asText().equals(key)) {
        JsonNode actor = event.path("actor");
        assertThat(actor.path("kind").asText()).isEqualTo("service");
        assertThat(actor.path("issuer").asText()).isEqualTo(world.company().issuer());
        assertThat(actor.path("subject").asText()).isEqualTo(token.subject());
        return;
      }
    }
    throw new AssertionError("no event of " + key + " in " + events);
  }
}
