package io.keygate.access.account;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** User name and password of a local account. */
public record Credentials(
    @NotEmpty @Size(max = 100) @Schema(description = "Name of a local account, in any case")
        String username,
    @NotEmpty @Size(max = 200) @Schema(description = "Its password", format = "password")
        String password) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
