package io.keygate.seed;

/** What is wrong with a seed file, and in which line. */
final class SeedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SeedException(int line, String message) {
    super("line " + line + ": " + message);
  }

  SeedException(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
