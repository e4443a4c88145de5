package io.keygate.apikey;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The one answer that holds a secret. */
public record GeneratedKey(
    @Schema(
            description = "The full text of the key; shown here and never again",
            pattern = "^kg_[a-z0-9-]{1,40}_[0-9A-Za-z]{36}$")
        String secret,
    @Schema(description = "All else") ApiKeyView key) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "GeneratedKey[" + key.masked() + "]";
  }
}
