package io.keygate.platform.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an answer shows of a thing that can change; its {@code ETag} is made from the version. */
public interface Versioned {
  /** Rises with each change of the thing. */
  @JsonIgnore
  @Schema(hidden = true)
  int version();
}
