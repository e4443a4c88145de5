package io.keygate.rotation.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keygate.platform.text.Base62;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What makes the URL of a calendar a secret: 43 base62 digits, 256 bits. */
final class FeedToken {
  private static final int DIGITS = 43;

  private final String text;

  FeedToken(String text) {
    this.text = text;
  }

  static FeedToken random() {
    return new FeedToken(Base62.random(DIGITS));
  }

  /** In full; for the one answer that shows it. */
  String expose() {
    return text;
  }

  /** What is kept of it; long enough by itself, so that no pepper is needed. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "…";
  }
}
