package io.keygate.launcher;

/** Why Keygate cannot start; the message is for the person who started it. */
final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaunchException(String message) {
    super(message);
  }
}
