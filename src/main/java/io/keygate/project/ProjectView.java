package io.keygate.project;

import java.time.Instant;
import java.util.List;

/**
 * A project as the API gives it.
 *
 * @param environments slugs of its environments of both levels
 */
public record ProjectView(String slug, String name, Instant createdAt, List<String> environments) {}
