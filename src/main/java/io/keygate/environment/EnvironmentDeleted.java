package io.keygate.environment;

import java.time.Instant;

/**
 * Fired inside the transaction that deletes an environment, for those who know what dies with it.
 *
 * @param path readable, such as {@code acme/qa} or {@code acme/web-app/qa}
 */
public record EnvironmentDeleted(Environment environment, String path, Instant at) {}
