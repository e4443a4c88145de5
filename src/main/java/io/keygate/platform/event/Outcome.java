package io.keygate.platform.event;

/** How it ended. */
public enum Outcome {
  /** It was done. */
  SUCCESS("success"),
  /** It was not allowed. */
  DENIED("denied"),
  /** It was tried, and did not work. */
  FAILURE("failure");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As events name it. */
  public String word() {
    return word;
  }
}
