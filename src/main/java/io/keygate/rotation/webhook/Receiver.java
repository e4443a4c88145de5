package io.keygate.rotation.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that can be called.
 *
 * @param secret null where the pepper that it follows from is not known here
 */
public record Receiver(String url, @Nullable SigningSecret secret) {
  // NB: a URL may have a secret of the receiver's in it.
  @Override
  public String toString() {
    return "Receiver";
  }
}
