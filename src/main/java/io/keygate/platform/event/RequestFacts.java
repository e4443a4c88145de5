package io.keygate.platform.event;

import org.jspecify.annotations.Nullable;

/** Where a request came from, as far as that is known. */
public record RequestFacts(
    @Nullable String address, @Nullable String userAgent, @Nullable String requestId) {

  /** No request, but Keygate by itself. */
  public static final RequestFacts NONE = new RequestFacts(null, null, null);
}
