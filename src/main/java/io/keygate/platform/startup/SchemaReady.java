package io.keygate.platform.startup;

/**
 * Fired at start when the schema is current: the moment for a feature to put its first rows there.
 */
public record SchemaReady() {}
