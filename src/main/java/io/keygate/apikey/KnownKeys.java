package io.keygate.apikey;

import io.keygate.platform.event.DomainEvent.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Keys that are, or were, there: dead ones and those of deleted parents too. */
@ApplicationScoped
@Transactional
public class KnownKeys {
  private final ApiKeyQueries queries;
  private final Peppers peppers;

  @Inject
  KnownKeys(ApiKeyQueries queries, Peppers peppers) {
    this.queries = queries;
    this.peppers = peppers;
  }

  /** A key as events name it. */
  public record KnownKey(long organizationId, String name, Target target) {}

  /** By its public id. */
  public Optional<KnownKey> find(String publicId) {
    return queries.anyRow(publicId).stream()
        .findFirst()
        .map(row -> new KnownKey(row.organizationId(), row.key().settings().name(), row.target()));
  }

  /**
   * The public id of the key that has, or had, this secret in an organization; empty where there
   * was none, or where the text is no secret.
   */
  public Optional<String> idBySecret(long organizationId, String secret) {
    return Secret.parse(secret)
        .map(peppers::hashes)
        .flatMap(hashes -> idByHashes(organizationId, hashes));
  }

  private Optional<String> idByHashes(long organizationId, List<SecretHash> hashes) {
    for (SecretHash hash : hashes) {
      for (KeyRow row : queries.byHash(hash.bytes())) {
        if (row.organizationId() == organizationId) {
          return Optional.of(row.key().publicId());
        }
      }
      Optional<String> buried = queries.buriedId(hash.bytes(), organizationId);
      if (buried.isPresent()) {
        return buried;
      }
    }
    return Optional.empty();
  }
}
