package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.platform.inject.Shared;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/traceloop/pii/tracing-allow-list}: the Python SDK polls it; nothing is held back.
 */
@Shared
class TracingAllowListEndpoint implements GateEndpoint {
  private static final String PATH = "/v1/traceloop/pii/tracing-allow-list";

  @Override
  public boolean isAt(String path) {
    return path.equals(PATH);
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "HEAD");
  }

  @Override
  public @Nullable Permission permission() {
    return null;
  }

  @Override
  public void handle(GateCall call) throws IOException {
    call.json(Map.of("associationPropertyAllowList", List.of()));
  }
}
