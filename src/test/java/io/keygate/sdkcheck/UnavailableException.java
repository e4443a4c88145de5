package io.keygate.sdkcheck;

/** An SDK that its registry does not hand out, or that needs a newer runtime than there is. */
final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String reason) {
    super(reason);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
