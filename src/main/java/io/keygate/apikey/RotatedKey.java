package io.keygate.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.idempotency.Replayable;
import io.keygate.platform.web.Versioned;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a rotation: the new key, with its secret, and the one that it replaces.
 *
 * @param secret null where the answer is a repeated one
 */
public record RotatedKey(
    @Schema(
            description =
                "The full text of the new key; shown here and never again: null where the answer"
                    + " is a repeated one",
            pattern = "^kg_[a-z0-9-]{1,40}_[0-9A-Za-z]{36}$")
        @Nullable String secret,
    @Schema(description = "The new key") ApiKeyView key,
    @Schema(description = "The key that it replaces, which works until its overlap ends")
        ApiKeyView previous)
    implements Versioned, Replayable {

  @Override
  public Object forReplay() {
    return new RotatedKey(null, key, previous);
  }

  @Override
  @JsonIgnore
  public int version() {
    return key.version();
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "RotatedKey[" + key.masked() + "]";
  }
}
