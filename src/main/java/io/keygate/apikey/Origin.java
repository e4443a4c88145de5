package io.keygate.apikey;

import org.jspecify.annotations.Nullable;

/** Where a request with a key comes from; asked only where somebody wants to know. */
public interface Origin {
  /** The client's IP address; null where it is not known. */
  @Nullable String address();

  /** The client's program: its user agent. */
  @Nullable String client();
}
