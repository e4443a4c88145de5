package io.keygate.seed;

import io.keygate.access.Seats;
import io.keygate.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Members of a seed file; nobody needs an account for being one. */
@ApplicationScoped
class SeededMembers {
  private final Seats seats;

  @Inject
  SeededMembers(Seats seats) {
    this.seats = seats;
  }

  int apply(SeedNode node, String org) {
    node.allow("subject", "issuer", "role");
    String subject = node.required("subject");
    String issuer = node.text("issuer").orElse(Seats.LOCAL);
    if (subject.isBlank() || subject.length() > 255 || issuer.length() > 255) {
      throw new SeedException(node.line("subject"), "'subject' must have 1 to 255 characters");
    }
    Role role = role(node);
    Optional<Role> held = seats.role(org, issuer, subject);
    if (held.isEmpty()) {
      seats.add(org, issuer, subject, role);
      return 1;
    }
    Lines.same(node, "role", word(role), word(held.get()));
    return 0;
  }

  private static Role role(SeedNode node) {
    String wanted = node.required("role");
    return Arrays.stream(Role.values())
        .filter(role -> word(role).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new SeedException(
                    node.line("role"), "'role' must be owner, admin, member, viewer or auditor"));
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
