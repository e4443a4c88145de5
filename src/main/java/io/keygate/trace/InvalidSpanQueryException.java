package io.keygate.trace;

/** A query that cannot be answered; the message is for the caller. */
public final class InvalidSpanQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, for the caller. */
  public InvalidSpanQueryException(String message) {
    super(message);
  }
}
