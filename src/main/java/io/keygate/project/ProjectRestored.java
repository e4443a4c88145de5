package io.keygate.project;

import java.util.Map;

/**
 * Fired inside the transaction that takes a project out of the bin, for those whose names in it may
 * have been taken meanwhile.
 *
 * @param environments new slugs for environments of the project, by the slugs that they had
 */
public record ProjectRestored(Project project, Map<String, String> environments) {}
