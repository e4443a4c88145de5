package io.keygate.idpcheck;

/** The identity provider cannot be had on this machine. */
final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String reason) {
    super(reason);
  }
}
