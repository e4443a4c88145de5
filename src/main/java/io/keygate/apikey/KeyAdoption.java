package io.keygate.apikey;

import io.keygate.platform.problem.ProblemException;
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

  /** What is kept of a secret; empty where the text is none, or is that of another environment. */
  public Optional<HashedSecret> hashed(String secret, String env) {
    return Secret.parse(secret).filter(parsed -> parsed.isOf(env)).map(peppers::hashed);
  }

  /** The key with this secret, wherever it is, dead or in the bin too. */
  public Optional<ApiKeyView> find(HashedSecret secret) {
    if (!peppers.ids().contains(secret.hash().pepperId())) {
      throw ProblemException.invalid(
          "hash", "is made with the pepper " + secret.hash().pepperId() + ", which is not known");
    }
    return queries.byHash(secret.hash().bytes()).stream()
        .findFirst()
        .map(row -> ApiKeyView.of(row, clock.instant()));
  }

  /** Makes a key for a stream that has this secret. */
  public ApiKeyView adopt(
      String org, String project, String env, NewApiKey wanted, HashedSecret secret) {
    return ApiKeyView.of(keys.add(org, project, env, wanted, secret), clock.instant());
  }

  /** Networks as {@link ApiKeyView#allowedCidrs} shows them. */
  public static List<String> normal(List<String> cidrs) {
    return CidrList.of(cidrs).texts();
  }
}
