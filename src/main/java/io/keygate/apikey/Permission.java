package io.keygate.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a key may do at the gate. */
public enum Permission {
  @JsonProperty("ingest")
  INGEST,
  @JsonProperty("read")
  READ;

  /** As the API writes it. */
  public String word() {
    return this == INGEST ? "ingest" : "read";
  }
}
