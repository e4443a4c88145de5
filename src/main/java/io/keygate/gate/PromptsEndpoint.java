package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.platform.inject.Shared;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/traceloop/prompts}: the JavaScript SDK asks at start and exits without a JSON
 * object.
 */
@Shared
class PromptsEndpoint implements GateEndpoint {
  private static final String PATH = "/v1/traceloop/prompts";

  private record Prompts(List<String> prompts, String environment) {}

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
    call.json(new Prompts(List.of(), call.key().environment()));
  }
}
