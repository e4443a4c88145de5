package io.keygate.platform.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Which form of an answer a caller likes best. */
public final class Preferred {
  private Preferred() {}

  /** One of the media types that there are; the first of them where the caller takes any. */
  public static String of(HttpHeaders headers, List<String> known) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      for (String candidate : known) {
        if (type.isCompatible(MediaType.valueOf(candidate))) {
          return candidate;
        }
      }
    }
    return known.get(0);
  }
}
