package io.keygate.access.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.idempotency.Replayable;
import io.keygate.platform.web.Versioned;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account with what it logs in with; shown this once. */
public record NewCredentials(
    @Schema(description = "The account") AccountView account,
    @Schema(description = "Of a person: to be changed at the first login; never shown again")
        @Nullable String oneTimePassword,
    @Schema(description = "Of a service, for POST /token; never shown again")
        @Nullable String clientSecret)
    implements Versioned, Replayable {
  static NewCredentials of(Account account, String credential) {
    boolean person = account.isPerson();
    return new NewCredentials(
        AccountView.of(account), person ? credential : null, person ? null : credential);
  }

  @Override
  public Object forReplay() {
    return new NewCredentials(account, null, null);
  }

  @Override
  @JsonIgnore
  public int version() {
    return account.version();
  }

  // NB: a record prints its components; this one must not.
  @Override
  public String toString() {
    return "NewCredentials[" + account.username() + "]";
  }
}
