package io.keygate.access;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The current password and the one that is to be. */
public record PasswordChange(
    @NotEmpty @Size(max = 200) String current,
    @NotNull @Size(min = AccountService.SHORTEST_PASSWORD, max = 200) String next) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "PasswordChange[]";
  }
}
