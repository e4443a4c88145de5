package io.keygate.access.token;

import io.keygate.platform.inject.Shared;
import io.keygate.platform.problem.ProblemException;
import io.keygate.platform.problem.ProblemType;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's public keys. They are asked for again when they are no longer fresh, and
 * at once for one that is not among them, so that a rollover needs no restart; while the provider
 * does not answer, the known ones go on for a day.
 */
@Shared
class ProviderKeys implements VerificationKeyResolver {
  private static final Logger log = Logger.getLogger(ProviderKeys.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Who sends made-up keys does not make us ask the provider more often than this. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long a provider that does not answer is left alone. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

  /** So many requests wait for the provider at once; the gate shares the threads. */
  private static final int MOST_WAITING = 8;

  /** Known keys are used without waiting up to so many times their freshness. */
  private static final int STALE = 5;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final @Nullable IdentityProvider provider;
  private final KeySource source;
  private final Clock clock;

  private volatile Known known = new Known(List.of(), Instant.MIN);
  private @Nullable CompletableFuture<Boolean> asking;
  private Instant askedUntil = Instant.MIN;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private boolean lastGood = true;

  private record Known(List<JsonWebKey> keys, Instant at) {}

  @Inject
  ProviderKeys(ProviderConfig config, KeySource source, Clock clock) {
    this.provider = config.provider().orElse(null);
    this.source = source;
    this.clock = clock;
  }

  /** The key of a token; a 503 problem where only the provider could tell, and it does not. */
  @Override
  public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    IdentityProvider of = provider;
    if (of == null) {
      throw new UnresolvableKeyException("there is no identity provider");
    }
    Duration age = age();
    if (age.compareTo(of.kept()) > 0) {
      if (!await(ask(of))) {
        throw unavailable();
      }
    } else if (age.compareTo(of.fresh().multipliedBy(STALE)) > 0) {
      // NB: one that the provider has withdrawn meanwhile is not honoured once more.
      await(ask(of));
    } else if (age.compareTo(of.fresh()) > 0 || age.isNegative()) {
      // NB: not waited for; the known keys are still good enough.
      var unused = ask(of);
    }
    Key key = find(token);
    if (key != null) {
      return key;
    }
    if (!await(ask(of))) {
      throw unavailable();
    }
    key = find(token);
    if (key == null) {
      throw new UnresolvableKeyException("the identity provider has no such key");
    }
    return key;
  }

  private Duration age() {
    return since(known.at(), clock.instant());
  }

  /** Negative where the clock was set back. */
  private static Duration since(Instant at, Instant now) {
    return at.equals(Instant.MIN) ? Duration.ofDays(100_000) : Duration.between(at, now);
  }

  private @Nullable Key find(JsonWebSignature token) throws UnresolvableKeyException {
    try {
      List<JsonWebKey> keys = known.keys();
      // NB: a PEM file has no key id; providers name one in each token all the same.
      boolean single = keys.size() == 1 && keys.get(0).getKeyId() == null;
      JsonWebKey found =
          single
              ? keys.get(0)
              : new VerificationJwkSelector().selectWithVerifySignatureDisambiguate(token, keys);
      return found == null ? null : found.getKey();
    } catch (JoseException e) {
      throw new UnresolvableKeyException("the keys of the identity provider do not fit", e);
    }
  }

  /** One question at a time, which all wait for; not again within the pause. */
  private synchronized CompletableFuture<Boolean> ask(IdentityProvider of) {
    Instant now = clock.instant();
    if (asking != null && !asking.isDone()) {
      return asking;
    }
    Duration since = since(askedUntil, now);
    if (!since.isNegative() && since.compareTo(lastGood ? PAUSE : PAUSE_AFTER_FAILURE) < 0) {
      return CompletableFuture.completedFuture(lastGood);
    }
    CompletableFuture<Boolean> answer =
        source.keys(of.keys()).handle((keys, failure) -> take(keys, failure, now));
    asking = answer;
    return answer;
  }

  private synchronized boolean take(
      @Nullable List<JsonWebKey> keys, @Nullable Throwable failure, Instant askedAt) {
    boolean good = false;
    askedUntil = clock.instant();
    if (keys != null && !keys.isEmpty()) {
      good = true;
      known = new Known(keys, askedAt);
    }
    if (good != lastGood) {
      if (good) {
        log.info("The identity provider tells its keys again");
      } else {
        log.warnf(
            "The identity provider does not tell its keys: %s",
            failure == null ? "there are none" : failure.toString());
      }
    }
    lastGood = good;
    return good;
  }

  private boolean await(CompletableFuture<Boolean> answer) {
    if (answer.isDone()) {
      return answer.getNow(false);
    }
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } finally {
      waiting.release();
    }
  }

  private static ProblemException unavailable() {
    return ProblemType.UNAVAILABLE
        .with("The identity provider does not answer, and the token cannot be checked without it.")
        .retryAfter(RETRY_AFTER);
  }
}
