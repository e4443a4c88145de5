package io.keygate.gate;

import io.keygate.apikey.Permission;
import io.keygate.platform.inject.Shared;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code POST /v2/traces/{t}/spans/{s}/images}: tells the SDK where to put an image of a message.
 * The URL is made from the one that the SDK itself reached us by; it must be absolute.
 */
@Shared
class ImagesEndpoint implements GateEndpoint {
  /** Ids are decimal from Python, hex from JavaScript. */
  private static final Pattern PATH =
      Pattern.compile("/v2/traces/[0-9A-Za-z]{1,64}/spans/[0-9A-Za-z]{1,64}/images");

  @Override
  public boolean isAt(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public List<String> methods() {
    return List.of("POST");
  }

  @Override
  public Permission permission() {
    return Permission.INGEST;
  }

  @Override
  public void handle(GateCall call) throws IOException {
    call.json(Map.of("url", call.request().getRequestURL() + "/content"));
  }
}
