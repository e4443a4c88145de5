package io.keygate.bench;

/** Something is in the way of a figure that could be believed. */
final class CannotMeasureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotMeasureException(String message) {
    super(message);
  }
}
