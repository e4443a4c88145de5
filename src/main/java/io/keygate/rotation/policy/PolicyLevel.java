package io.keygate.rotation.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a policy is set. */
public enum PolicyLevel {
  @JsonProperty("organization")
  ORGANIZATION,
  @JsonProperty("environment")
  ENVIRONMENT,
  @JsonProperty("stream")
  STREAM,
  /** No policy counts. */
  @JsonProperty("none")
  NONE
}
