package io.keygate.access;

import io.keygate.platform.security.Role;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The caller as {@code GET /me} gives it. */
public record Me(
    String subject,
    String name,
    @Nullable String email,
    boolean platformAdmin,
    List<Seat> organizations) {

  /** A role in one organization. */
  public record Seat(String slug, String name, String role) {}

  static String word(@Nullable Role role) {
    return role == null ? "" : role.name().toLowerCase(Locale.ROOT);
  }
}
