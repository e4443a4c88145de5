package io.keygate.platform.text;

/** Patterns of SQL's {@code like … escape '!'} that find a text as it is. */
public final class LikePattern {
  private LikePattern() {}

  /** Finds what has the text in it. */
  public static String containing(String text) {
    return "%" + escaped(text) + "%";
  }

  /** Finds what begins with the text. */
  public static String startingWith(String text) {
    return escaped(text) + "%";
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
