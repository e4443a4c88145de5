package io.keygate.gate;

import io.keygate.apikey.Origin;
import io.keygate.platform.net.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where a request at the gate comes from. */
record RequestOrigin(HttpServletRequest request, ClientAddresses addresses) implements Origin {

  @Override
  public @Nullable String address() {
    return addresses.of(request);
  }

  @Override
  public @Nullable String client() {
    return request.getHeader("User-Agent");
  }
}
