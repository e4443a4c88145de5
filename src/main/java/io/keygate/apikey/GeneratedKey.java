package io.keygate.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.idempotency.Replayable;
import io.keygate.platform.web.Versioned;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The one answer that holds a secret. */
public record GeneratedKey(
    @Schema(
            description =
                "The full text of the key; shown here and never again: null where the answer is"
                    + " a repeated one",
            pattern = "^kg_[a-z0-9-]{1,40}_[0-9A-Za-z]{36}$")
        @Nullable String secret,
    @Schema(description = "All else") ApiKeyView key)
    implements Versioned, Replayable {
  @Override
  public Object forReplay() {
    return new GeneratedKey(null, key);
  }

  @Override
  @JsonIgnore
  public int version() {
    return key.version();
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "GeneratedKey[" + key.masked() + "]";
  }
}
