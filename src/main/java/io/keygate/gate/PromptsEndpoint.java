package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.platform.inject.Shared;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/traceloop/prompts}: the JavaScript SDK asks at start and exits without a JSON
 * object.
 */
@Shared
class PromptsEndpoint implements GateEndpoint {
  private static final Pattern PATH = Pattern.compile("/v1/traceloop/prompts");

  private record Prompts(List<String> prompts, String environment) {}

  @Override
  public Pattern path() {
    return PATH;
  }

  @Override
  public String methods() {
    return "GET, HEAD";
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
