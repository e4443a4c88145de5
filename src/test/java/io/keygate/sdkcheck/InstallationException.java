package io.keygate.sdkcheck;

/** A step of an installation that failed for a reason that is ours to mend. */
final class InstallationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InstallationException(String output) {
    super(output);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
