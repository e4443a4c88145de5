package io.keygate.platform.text;

/** Names that people give to things. */
public final class Names {
  /** Anything but control characters. */
  public static final String FORM = "[^\\x00-\\x1f\\x7f-\\x9f]*";

  /** What is said of a name that has one. */
  public static final String MESSAGE = "must not have control characters";

  private Names() {}
}
