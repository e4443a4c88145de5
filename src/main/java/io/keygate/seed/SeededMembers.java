package io.keygate.seed;

import io.keygate.access.member.Members;
import io.keygate.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Members of a seed file; nobody needs an account for being one. */
@ApplicationScoped
class SeededMembers {
  private final Members members;

  @Inject
  SeededMembers(Members members) {
    this.members = members;
  }

  int apply(SeedNode node, String org) {
    node.allow("subject", "issuer", "role");
    String subject = node.required("subject");
    String issuer = node.text("issuer").orElse(Members.LOCAL);
    if (subject.isBlank() || subject.length() > 255 || issuer.length() > 255) {
      throw new SeedException(node.line("subject"), "'subject' must have 1 to 255 characters");
    }
    Role role = role(node);
    Optional<Role> held = members.role(org, issuer, subject);
    if (held.isEmpty()) {
      members.add(org, issuer, subject, role);
      return 1;
    }
    Lines.same(node, "role", role.word(), held.get().word());
    return 0;
  }

  private static Role role(SeedNode node) {
    String wanted = node.required("role");
    return Role.of(wanted)
        .orElseThrow(
            () ->
                new SeedException(
                    node.line("role"), "'role' must be owner, admin, member, viewer or auditor"));
  }
}
