package io.keygate.rotation.calendar;

import io.keygate.platform.mac.Sha256;
import io.keygate.platform.text.Base62;

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
    return Sha256.of(text);
  }

  @Override
  public String toString() {
    return "…";
  }
}
