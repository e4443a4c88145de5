package io.keygate.seed;

import io.keygate.apikey.ApiKeyView;
import io.keygate.apikey.HashedSecret;
import io.keygate.apikey.KeyAdoption;
import io.keygate.apikey.NewApiKey;
import io.keygate.apikey.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keys of a seed file: by the hash of their secret, or by a file that holds the secret. */
@ApplicationScoped
class SeededKeys {
  private static final Logger log = Logger.getLogger(SeededKeys.class);

  private final KeyAdoption keys;

  @Inject
  SeededKeys(KeyAdoption keys) {
    this.keys = keys;
  }

  int apply(SeedNode node, String org, String project, Path folder) {
    node.allow(
        "environment",
        "name",
        "hash",
        "secretFile",
        "permissions",
        "owner",
        "note",
        "storedWhere",
        "allowedCidrs",
        "expiresAt");
    String env = node.required("environment");
    NewApiKey wanted = Lines.valid(node, wanted(node));
    HashedSecret secret = secret(node, env, folder);
    Optional<ApiKeyView> there = Lines.at(node, "hash", () -> keys.find(secret));
    if (there.isEmpty()) {
      Lines.at(node, "environment", () -> keys.adopt(org, project, env, wanted, secret));
      return 1;
    }
    compare(node, org + "/" + project + "/" + env, wanted, there.get());
    return 0;
  }

  private static void compare(SeedNode node, String place, NewApiKey wanted, ApiKeyView there) {
    String found = there.organization() + "/" + there.project() + "/" + there.environment();
    Lines.same(node, "environment", "a key of " + place, "a key of " + found);
    if (wanted.permissions() != null) {
      Lines.same(
          node,
          "permissions",
          EnumSet.copyOf(wanted.permissions()),
          EnumSet.copyOf(there.permissions()));
    }
    List<String> networks = wanted.allowedCidrs();
    if (networks != null) {
      Lines.same(
          node,
          "allowedCidrs",
          Lines.at(node, "allowedCidrs", () -> KeyAdoption.normal(networks)),
          there.allowedCidrs());
    }
    if (wanted.expiresAt() != null) {
      Lines.same(node, "expiresAt", wanted.expiresAt(), there.expiresAt());
    }
    if (there.revokedAt() != null) {
      log.infof("Seed file, line %d: the key %s is revoked and stays so", node.line(), there.id());
    }
  }

  private static NewApiKey wanted(SeedNode node) {
    return new NewApiKey(
        node.required("name"),
        node.texts("permissions").map(texts -> permissions(node, texts)).orElse(null),
        node.text("owner").orElse(null),
        node.text("note").orElse(null),
        node.text("storedWhere").orElse(null),
        node.texts("allowedCidrs").orElse(null),
        node.instant("expiresAt").orElse(null),
        null);
  }

  private static Set<Permission> permissions(SeedNode node, List<String> texts) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String text : texts) {
      permissions.add(
          Arrays.stream(Permission.values())
              .filter(permission -> permission.word().equals(text))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SeedException(
                          node.line("permissions"), "'permissions' may have ingest and read")));
    }
    return permissions;
  }

  private HashedSecret secret(SeedNode node, String env, Path folder) {
    Optional<String> hash = node.text("hash");
    Optional<String> file = node.text("secretFile");
    if (hash.isPresent() == file.isPresent()) {
      throw new SeedException(node.line(), "a key needs either 'hash' or 'secretFile'");
    }
    if (hash.isPresent()) {
      try {
        return HashedSecret.parse(hash.get());
      } catch (IllegalArgumentException e) {
        throw new SeedException(node.line("hash"), "'hash' " + e.getMessage());
      }
    }
    return keys.hashed(read(node, folder.resolve(file.orElseThrow())), env)
        .orElseThrow(
            () ->
                new SeedException(
                    node.line("secretFile"),
                    "the file has no API key of the environment '" + env + "'"));
  }

  private static String read(SeedNode node, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SeedException(node.line("secretFile"), "the file " + file + " cannot be read");
    }
  }
}
