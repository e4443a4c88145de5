package io.keygate.project;

import java.time.Instant;

/**
 * Fired inside the transaction that deletes a project, for those who know what dies with it.
 *
 * @param path readable, such as {@code acme/web-app}
 */
public record ProjectDeleted(Project project, String path, Instant at) {}
