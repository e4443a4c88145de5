package io.keygate.access.account;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The current password and the one that is to be. */
public record PasswordChange(
    @NotEmpty @Size(max = 200) @Schema(description = "The password until now", format = "password")
        String current,
    @NotNull
        @Size(min = AccountService.SHORTEST_PASSWORD, max = 200)
        @Schema(description = "The password from now on, a different one", format = "password")
        String next) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "PasswordChange[]";
  }
}
