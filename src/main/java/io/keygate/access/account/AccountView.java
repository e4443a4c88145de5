package io.keygate.access.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.keygate.platform.web.Versioned;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A local account as the API gives it. */
public record AccountView(
    @Schema(description = "Unchanging; the subject of its tokens") String username,
    @Schema(description = "Name for people") String name,
    @Schema(description = "Mail address") @Nullable String email,
    @Schema(description = "Whether it is a person's or a service's") AccountKind kind,
    @Schema(description = "Whether it may do everything in all organizations")
        boolean platformAdmin,
    @Schema(description = "Whether it is closed") boolean disabled,
    @Schema(description = "Whether it has a one-time password that nobody has changed yet")
        boolean mustChangePassword,
    @Schema(description = "When it was made") Instant createdAt,
    @JsonIgnore @Schema(hidden = true) int version)
    implements Versioned {
  static AccountView of(Account account) {
    return new AccountView(
        account.username(),
        account.name(),
        account.email(),
        account.kind(),
        account.isPlatformAdmin(),
        account.isDisabled(),
        account.mustChangePassword(),
        account.createdAt(),
        account.version());
  }
}
