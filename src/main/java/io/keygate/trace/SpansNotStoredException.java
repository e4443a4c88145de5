package io.keygate.trace;

/** The spans are not known to be durable; the client is to send them again. */
public final class SpansNotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpansNotStoredException(Throwable cause) {
    super("spans are not known to be durable", cause);
  }
}
