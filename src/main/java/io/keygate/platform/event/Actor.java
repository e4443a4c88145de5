package io.keygate.platform.event;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param issuer who vouches for the subject; null where nobody does
 * @param subject unchanging and unique within kind and issuer
 */
public record Actor(Kind kind, @Nullable String issuer, String subject, String name) {

  /** Somebody who has not said who it is. */
  public static final Actor ANONYMOUS =
      new Actor(Kind.ANONYMOUS, null, "anonymous", "somebody without a valid token");

  /** What acts. */
  public enum Kind {
    PERSON("person"),
    SERVICE("service"),
    SYSTEM("system"),
    API_KEY("api-key"),
    ANONYMOUS("anonymous");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As events name it. */
    public String word() {
      return word;
    }
  }

  /** A part of Keygate that acts by itself. */
  public static Actor system(String part) {
    return new Actor(Kind.SYSTEM, null, part, part);
  }

  /** Whoever holds an API key. */
  public static Actor apiKey(String publicId, String name) {
    return new Actor(Kind.API_KEY, null, publicId, name);
  }
}
