package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.platform.inject.Shared;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where SDKs put images: taken and dropped, so that the span keeps its messages (sdk-contract.md).
 */
@Shared
class ImageContentEndpoint implements GateEndpoint {
  private static final Pattern PATH =
      Pattern.compile("/v2/traces/[0-9A-Za-z]{1,64}/spans/[0-9A-Za-z]{1,64}/images/content");

  private final GateConfig config;

  @Inject
  ImageContentEndpoint(GateConfig config) {
    this.config = config;
  }

  @Override
  public boolean isAt(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public List<String> methods() {
    return List.of("POST", "PUT");
  }

  @Override
  public Permission permission() {
    return Permission.INGEST;
  }

  @Override
  public void handle(GateCall call) throws IOException {
    InputStream body = call.request().getInputStream();
    byte[] chunk = new byte[8192];
    long read = 0;
    int count;
    while ((count = body.read(chunk)) >= 0) {
      read += count;
      if (read > config.maxBodyBytes()) {
        throw GateError.tooLarge(config.maxBodyBytes());
      }
    }
    call.json(Map.of());
  }
}
