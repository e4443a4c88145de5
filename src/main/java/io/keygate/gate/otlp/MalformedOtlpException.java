package io.keygate.gate.otlp;

/** A body that is no message of its kind; the message is for the caller. */
public final class MalformedOtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedOtlpException(String message) {
    super(message);
  }
}
