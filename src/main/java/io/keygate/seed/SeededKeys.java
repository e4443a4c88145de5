package io.keygate.seed;

import io.keygate.apikey.ApiKeyView;
import io.keygate.apikey.HashedSecret;
import io.keygate.apikey.KeyAdoption;
import io.keygate.apikey.KeyAdoption.Adoptee;
import io.keygate.apikey.NewApiKey;
import io.keygate.apikey.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
  private final Clock clock;

  @Inject
  SeededKeys(KeyAdoption keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
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
    Adoptee secret = secret(node, env, folder);
    Optional<ApiKeyView> there = Lines.at(node, "hash", () -> keys.find(secret));
    if (there.isPresent()) {
      compare(node, org + "/" + project + "/" + env, wanted, there.get());
      return 0;
    }
    Instant expiresAt = wanted.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      log.infof("Seed file, line %d: a key that has expired is not made", node.line());
      return 0;
    }
    Lines.at(node, "environment", () -> keys.adopt(org, project, env, wanted, secret));
    return 1;
  }

  /** What can be changed through the API is a first value, and is left. */
  private static void compare(SeedNode node, String place, NewApiKey wanted, ApiKeyView there) {
    if (there.revokedAt() != null) {
      log.infof("Seed file, line %d: the key %s is revoked and stays so", node.line(), there.id());
      return;
    }
    String found = there.organization() + "/" + there.project() + "/" + there.environment();
    Lines.same(node, "environment", "a key of " + place, "a key of " + found);
    Set<Permission> permissions = wanted.permissions();
    if (permissions != null) {
      Lines.same(
          node, "permissions", EnumSet.copyOf(permissions), EnumSet.copyOf(there.permissions()));
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

  private Adoptee secret(SeedNode node, String env, Path folder) {
    Optional<String> hash = node.text("hash");
    Optional<String> file = node.text("secretFile");
    if (hash.isPresent() == file.isPresent()) {
      throw new SeedException(node.line(), "a key needs either 'hash' or 'secretFile'");
    }
    if (hash.isPresent()) {
      try {
        HashedSecret hashed = HashedSecret.parse(hash.get());
        return Lines.at(node, "hash", () -> keys.hash(hashed));
      } catch (IllegalArgumentException e) {
        throw new SeedException(node.line("hash"), "'hash' " + e.getMessage());
      }
    }
    return keys.secret(read(node, folder.resolve(file.orElseThrow())), env)
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
