package io.keygate.apikey;

import org.jspecify.annotations.Nullable;

/**
 * The database could not be asked about a key. Answered with 503, never 401: on that, clients drop
 * their data.
 */
public final class KeyStoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyStoreUnavailableException(@Nullable Throwable cause) {
    super("the database cannot be asked about keys", cause);
  }
}
