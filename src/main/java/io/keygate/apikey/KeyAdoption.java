package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Takes in keys whose secrets were made elsewhere, by their hashes. */
@ApplicationScoped
@Transactional
public class KeyAdoption {
  private final ApiKeyQueries queries;
  private final ApiKeyService keys;
  private final Peppers peppers;
  private final Clock clock;

  @Inject
  KeyAdoption(ApiKeyQueries queries, ApiKeyService keys, Peppers peppers, Clock clock) {
    this.queries = queries;
    this.keys = keys;
    this.peppers = peppers;
    this.clock = clock;
  }

  /**
   * A secret that may be there already, under any pepper.
   *
   * @param hashed what a new key keeps of it
   */
  public record Adoptee(HashedSecret hashed, List<SecretHash> hashes) {}

  /** By its text; empty where that is no secret, or is that of another environment. */
  public Optional<Adoptee> secret(String secret, String env) {
    return Secret.parse(secret)
        .filter(parsed -> parsed.isOf(env))
        .map(parsed -> new Adoptee(peppers.hashed(parsed), peppers.hashes(parsed)));
  }

  /** By its hash; a 400 problem where the pepper is not known. */
  public Adoptee hash(HashedSecret hashed) {
    if (!peppers.ids().contains(hashed.hash().pepperId())) {
      throw ProblemException.invalid(
          "hash", "is made with the pepper " + hashed.hash().pepperId() + ", which is not known");
    }
    return new Adoptee(hashed, List.of(hashed.hash()));
  }

  /**
   * The key with this secret, wherever it is, dead or in the bin too. A 409 problem where it was
   * that of a key that is purged: no key comes back.
   */
  public Optional<ApiKeyView> find(Adoptee secret) {
    for (SecretHash hash : secret.hashes()) {
      for (KeyRow row : queries.byHash(hash.bytes())) {
        return Optional.of(ApiKeyView.of(row, clock.instant()));
      }
      if (queries.isBuried(hash.bytes())) {
        throw ProblemType.KEY_STATE.with(
            "This secret was that of a key that was deleted for good; make a new one.");
      }
    }
    return Optional.empty();
  }

  /** Makes a key for a stream that has this secret. */
  public ApiKeyView adopt(
      String org, String project, String env, NewApiKey wanted, Adoptee secret) {
    return ApiKeyView.of(keys.add(org, project, env, wanted, secret.hashed()), clock.instant());
  }
}
