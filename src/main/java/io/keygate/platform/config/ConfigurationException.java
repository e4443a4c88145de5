package io.keygate.platform.config;

/** A variable that Keygate cannot start with; the message begins with its name. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String variable, String message) {
    super(variable + " " + message);
  }
}
