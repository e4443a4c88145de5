package io.keygate.platform.config;

/**
 * A feature's settings; made at start, so that a wrong variable stops the start and not a request.
 */
public interface FeatureConfig {}
