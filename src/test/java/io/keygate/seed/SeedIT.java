package io.keygate.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygate.apikey.KeyHashProgram;
import io.keygate.testing.Client;
import io.keygate.testing.RunningKeygate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** KEYGATE_SEED_FILE at the start of a real instance, with hashes of the real program. */
class SeedIT {
  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("keygate.distribution", "target")).toAbsolutePath();

  private final Path home = RunningKeygate.freshHome();
  private final Path folder = RunningKeygate.freshHome();

  /** What scripts/key-hash runs. */
  private List<String> keyHash(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp", DISTRIBUTION.resolve("launcher/lib") + "/*", KeyHashProgram.class.getName()));
    command.addAll(List.of(arguments));
    Path in = Files.writeString(folder.resolve("input"), input);
    var builder = new ProcessBuilder(command).redirectInput(in.toFile());
    builder.environment().put("KEYGATE_HOME", home.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).as(lines.toString()).isZero();
    return lines;
  }

  @Test
  void isAppliedAtTheFirstStartLeftAtTheSecondAndContradictedWithItsLine() throws Exception {
    List<String> made = keyHash("", "--new", "prd");
    String secret = made.get(0).replace("secret: ", "");
    String hash = made.get(1).replace("hash:   ", "");
    assertThat(keyHash(secret + "\n")).containsExactly(hash);
    String fromFile = keyHash("", "--new", "qa").get(0).replace("secret: ", "");
    Files.writeString(folder.resolve("qa-secret"), fromFile + "\n");
    String seed =
        """
        organizations:
          - name: Acme
            retentionHours: 168
            environments:
              - name: QA
            members:
              - {subject: ann, role: owner}
            projects:
              - name: Web App
                environments: [{name: Load test}]
                keys:
                  - environment: prd
                    name: checkout service
                    hash: %s
                    permissions: [ingest]
                  - environment: qa
                    name: from a file
                    secretFile: qa-secret
        """
            .formatted(hash);
    Path file = Files.writeString(folder.resolve("seed.yaml"), seed);

    try (RunningKeygate keygate =
        RunningKeygate.start(home, Map.of("KEYGATE_SEED_FILE", file.toString()))) {
      Client admin = keygate.client().admin();
      for (String key : List.of(secret, fromFile)) {
        JsonNode verified = keygate.client().bearer(key).get("/v1/verify").expect(200).json();
        assertThat(verified.path("project").asText()).isEqualTo("web-app");
      }
      String path = "/api/v1/organizations/acme";
      assertThat(admin.get(path).json().path("retentionHours").asInt()).isEqualTo(168);
      JsonNode keys = admin.get(path + "/keys").json().path("items");
      assertThat(keys.findValuesAsText("name")).containsExactly("checkout service", "from a file");
      assertThat(keys.path(0).path("createdBy").asText()).isEqualTo("seed");
      assertThat(
              admin
                  .get(path + "/projects/web-app/environments")
                  .json()
                  .path("items")
                  .findValuesAsText("slug"))
          .containsExactly("dev", "stg", "prd", "qa", "load-test");
      try (var connection = keygate.database();
          var row =
              connection
                  .createStatement()
                  .executeQuery(
                      "select group_concat(concat(subject, ' ', role)) from membership")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("ann OWNER");
      }

      // What is there is left: descriptions, and what people have changed since.
      admin.patch(path, "{\"name\":\"Acme Corporation\"}").expect(200);
      String id = keys.path(1).path("id").asText();
      admin.post("/api/v1/keys/" + id + "/revoke", "").expect(200);
      keygate.stop();
      keygate.startAgain();
      assertThat(keygate.client().bearer(fromFile).get("/v1/verify").status()).isEqualTo(401);
      assertThat(keygate.client().bearer(secret).get("/v1/verify").status()).isEqualTo(200);
      Client again = keygate.client().admin();
      assertThat(again.get(path).json().path("name").asText()).isEqualTo("Acme Corporation");
      assertThat(again.get(path + "/keys").json().path("items")).hasSize(2);
      keygate.stop();

      // A new pepper makes new hashes, and brings no revoked key back.
      Path peppers = home.resolve("peppers");
      byte[] pepper = new byte[32];
      new SecureRandom().nextBytes(pepper);
      Files.writeString(
          peppers,
          Files.readString(peppers) + "next " + Base64.getEncoder().encodeToString(pepper) + "\n");
      keygate.startAgain();
      assertThat(keygate.client().bearer(fromFile).get("/v1/verify").status()).isEqualTo(401);
      assertThat(keygate.client().bearer(secret).get("/v1/verify").status()).isEqualTo(200);
      assertThat(keygate.client().admin().get(path + "/keys").json().path("items")).hasSize(2);
      keygate.stop();

      Map<String, String> wrong = new LinkedHashMap<>();
      wrong.put(seed.replace("168", "24"), "line 3: here is stated: 24, but there is: 168");
      wrong.put(
          seed.replace("environment: prd", "environment: stg"),
          "line 12: here is stated: a key of acme/web-app/stg, but there is: a key of"
              + " acme/web-app/prd");
      wrong.put(
          seed.replace("role: owner", "role: viewer"),
          "line 7: here is stated: viewer, but there is: owner");
      for (Map.Entry<String, String> contradiction : wrong.entrySet()) {
        Files.writeString(file, contradiction.getKey());
        RunningKeygate refused =
            RunningKeygate.launch(home, Map.of("KEYGATE_SEED_FILE", file.toString()));
        assertThat(refused.awaitEnd()).isNotZero();
        assertThat(refused.output())
            .contains("KEYGATE_SEED_FILE " + file + ", " + contradiction.getValue())
            .doesNotContain(secret);
      }
    }
  }

  @Test
  void theExampleWorksAsItStands() throws Exception {
    Path file = Files.copy(Path.of("src/seed/example.yaml"), folder.resolve("seed.yaml"));
    String secret = keyHash("", "--new", "prd").get(0).replace("secret: ", "");
    Files.writeString(folder.resolve("checkout-key"), secret);
    try (RunningKeygate keygate =
        RunningKeygate.start(home, Map.of("KEYGATE_SEED_FILE", file.toString()))) {
      JsonNode verified = keygate.client().bearer(secret).get("/v1/verify").expect(200).json();
      assertThat(verified.path("organization").asText()).isEqualTo("acme");
      assertThat(verified.path("project").asText()).isEqualTo("web-app");
      assertThat(verified.path("environment").asText()).isEqualTo("prd");
    }
  }
}
