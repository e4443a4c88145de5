package io.keygate.access;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** User name and password of a local account. */
public record Credentials(
    @NotEmpty @Size(max = 100) String username, @NotEmpty @Size(max = 200) String password) {
  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
