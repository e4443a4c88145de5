package io.keygate.platform.health;

import java.util.Map;

/**
 * What a feature says of its own health, at {@code /health}. It does not decide whether requests
 * can be served; that is what readiness is for.
 */
public interface HealthCheck {
  /** What it is about, in a word. */
  String name();

  /** How it is now; asks nobody who could keep it waiting. */
  State state();

  /**
   * How something is.
   *
   * @param data what else is to be said; everybody may read it
   */
  record State(boolean isUp, Map<String, String> data) {}
}
