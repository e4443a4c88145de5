package io.keygate.platform.problem;

/** One field of a request that is not as it must be. */
public record Violation(String field, String message) {}
