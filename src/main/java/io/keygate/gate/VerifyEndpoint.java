package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.apikey.VerifiedKey;
import io.keygate.platform.inject.Shared;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/verify}: tells other gateways, and a person with curl, whose key this is. */
@Shared
class VerifyEndpoint implements GateEndpoint {
  private static final String PATH = "/v1/verify";

  private record Answer(
      String keyId,
      String organization,
      String project,
      String environment,
      List<Permission> permissions,
      @Nullable Instant expiresAt) {}

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
    VerifiedKey key = call.key();
    HttpServletResponse response = call.response();
    response.setHeader("X-Keygate-Key-Id", key.keyId());
    response.setHeader("X-Keygate-Organization", key.organization());
    response.setHeader("X-Keygate-Project", key.project());
    response.setHeader("X-Keygate-Environment", key.environment());
    response.setHeader("X-Scope-OrgID", key.tenant());
    call.json(
        new Answer(
            key.keyId(),
            key.organization(),
            key.project(),
            key.environment(),
            List.copyOf(key.permissions()),
            key.expiresAt()));
  }
}
